#!/usr/bin/env bash
# Prints where the test servers are, as the environment variables by which tests find them:
#
#   eval "$(eng/servers/env.sh)"           those that run
#   eval "$(eng/servers/env.sh --start)"   starts them first
#
# A server that does not run is left out, and tests that need it are reported as skipped.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

for server in rabbitmq postgres; do
  if [ "${1:-}" = --start ]; then "$here/$server.sh" start >&2; fi
  if ! "$here/$server.sh" status >/dev/null; then
    echo "$server is down: eng/servers/$server.sh start" >&2
    continue
  fi
  case $server in
    rabbitmq)
      echo "export SYSCSV_TEST_RABBITMQ='$("$here/rabbitmq.sh" url)'"
      echo "export SYSCSV_TEST_RABBITMQ_MANAGEMENT='$("$here/rabbitmq.sh" management)'"
      ;;
    postgres) echo "export SYSCSV_TEST_POSTGRES='$("$here/postgres.sh" url)'" ;;
  esac
done
