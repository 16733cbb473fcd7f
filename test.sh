#!/usr/bin/env bash
# Runs every test on a bare Debian or Ubuntu with the .NET SDK, and ends with "N passed, N failed, N skipped".
#
#   ./test.sh [--no-cache] [FILTER]
#     FILTER       a filter of `dotnet test`, such as FullyQualifiedName~Winner
#     --no-cache   restores into an empty package folder, as on a fresh machine
#
# RabbitMQ and PostgreSQL are installed by apt where missing, and run on private ports with their data in a temporary
# folder that goes with them. Chromium is installed for the tests of the portal's pages, nodejs and npm for Microsoft's own client
# of Service Bus, faketime for clocks that are put back. A server named by SYSCSV_TEST_RABBITMQ (and _MANAGEMENT) or SYSCSV_TEST_POSTGRES is taken
# instead; SYSCSV_TEST_SERVERS=none starts none, and the tests that need one are reported as skipped. SQL Server and Azure
# Service Bus are never installed: their tests run where SYSCSV_TEST_SQLSERVER and SYSCSV_TEST_SERVICEBUS name one each.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

work=$(mktemp -d "${TMPDIR:-/tmp}/syscsv-test.XXXXXX")
export RABBIT_HOME=$work/rabbitmq PG_HOME=$work/postgres
# Ports of this run's own, below the range that the kernel gives to outgoing connections.
base=$((20000 + $$ % 800 * 10))
export RABBIT_PORT=$base PG_PORT=$((base + 5))

stop_what_was_started() {
  eng/servers/rabbitmq.sh stop >/dev/null 2>&1 || true
  eng/servers/postgres.sh stop >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap stop_what_was_started EXIT

if [ "${1:-}" = --no-cache ]; then
  export NUGET_PACKAGES=$work/packages
  shift
fi
filter=${1:-}

if [ "${SYSCSV_TEST_SERVERS:-}" != none ]; then
  chmod 755 "$work"   # PostgreSQL runs as a user of its own
  if [ -z "${SYSCSV_TEST_RABBITMQ:-}" ]; then
    eng/servers/rabbitmq.sh start
    export SYSCSV_TEST_RABBITMQ SYSCSV_TEST_RABBITMQ_MANAGEMENT
    SYSCSV_TEST_RABBITMQ=$(eng/servers/rabbitmq.sh url)
    SYSCSV_TEST_RABBITMQ_MANAGEMENT=$(eng/servers/rabbitmq.sh management)
  fi
  if [ -z "${SYSCSV_TEST_POSTGRES:-}" ]; then
    eng/servers/postgres.sh start
    export SYSCSV_TEST_POSTGRES
    SYSCSV_TEST_POSTGRES=$(eng/servers/postgres.sh url)
  fi
fi

if [ "${SYSCSV_TEST_SERVERS:-}" != none ] && [ -z "${SYSCSV_TEST_CHROMIUM:-}" ]; then
  eng/servers/chromium.sh
fi

# Microsoft's own client for Service Bus runs against the double of it; without node its tests are reported as skipped.
if [ "${SYSCSV_TEST_SERVERS:-}" != none ] && ! { command -v node && command -v npm; } >/dev/null; then
  sudo=; [ "$(id -u)" = 0 ] || sudo=sudo
  $sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends nodejs npm >/dev/null ||
    echo "nodejs and npm can't be installed" >&2
fi

# The clocks of processes are put forth and back by libfaketime; without it that test is reported as skipped.
if [ "${SYSCSV_TEST_SERVERS:-}" != none ] && ! ls /usr/lib/*-linux-gnu/faketime >/dev/null 2>&1; then
  sudo=; [ "$(id -u)" = 0 ] || sudo=sudo
  $sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends faketime >/dev/null ||
    echo "faketime can't be installed" >&2
fi

export SNAPSHOOTER_STRICT_MODE=true DOTNET_CLI_TELEMETRY_OPTOUT=1
# Most of the time goes into hundreds of processes that begin and soon end: they needn't learn how to be quick in the long run.
export DOTNET_TieredPGO=0
# One compiler for all projects; it ends by itself.
export UseSharedCompilation=true

echo "building"
dotnet build SysCsv.sln -c Release -v q -nologo
echo "testing"
# In the order of the solution, as many projects at once as there are cores: those that take longest stand first.
# What tests and their processes leave in the temporary folder goes with the rest.
mkdir -m 1777 "$work/tmp"
code=0
TMPDIR=$work/tmp dotnet test SysCsv.sln -c Release --no-build -nologo --logger trx --results-directory "$work/results" \
  ${filter:+--filter "$filter"} || code=$?

# A skipped test says why in the results only.
grep -ohE 'outcome="NotExecuted"' "$work"/results/*.trx >/dev/null && {
  echo "skipped, and why:"
  grep -ohE '<Message>[^<]*</Message>|testName="[^"]*"[^>]*outcome="NotExecuted"' "$work"/results/*.trx | grep -A1 NotExecuted |
    grep -oE '<Message>[^<]*' | sed 's/<Message>/  /' | sort | uniq -c || true
}

# The last lines of a long output are what is read, or all that is kept: they say what failed, and how.
if grep -lq 'outcome="Failed"' "$work"/results/*.trx; then
  echo "failed:"
  awk '
    /<UnitTestResult .*outcome="Failed"/ { failed = 1; split($0, a, "testName=\""); split(a[2], b, "\""); print "  " b[1] }
    failed && /<Message>/ { lines = 25 }
    lines > 0 { lines--; line = $0; gsub(/<[^>]*>/, "", line); print "    " line }
    /<\/ErrorInfo>|<\/UnitTestResult>/ { failed = 0; lines = 0 }' "$work"/results/*.trx |
    sed 's/&quot;/"/g; s/&lt;/</g; s/&gt;/>/g; s/&#xD;//g; s/&amp;/\&/g'
fi

cat "$work"/results/*.trx | grep -oE '<Counters [^>]*' | awk '
  { for (i = 1; i <= NF; i++) { split($i, a, "\""); n = substr($i, 1, index($i, "=") - 1); sum[n] += a[2] } }
  END { printf "%d passed, %d failed, %d skipped\n", sum["passed"], sum["failed"], sum["total"] - sum["executed"] }'
exit $code
