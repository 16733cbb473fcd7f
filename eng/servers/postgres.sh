#!/usr/bin/env bash
# A throw-away PostgreSQL server for tests: loopback only, trusting whoever connects, own port and folder, no service.
#
#   postgres.sh start|stop|kill|reset|status|url|psql ARGS
#     start    installs it by apt if missing, starts it, makes the database, returns when it answers; keeps earlier data
#     stop     orderly end, keeps the data
#     kill     kill -9 of the server and its sessions, keeps the data: what a crash leaves
#     reset    stop, then delete the data
#
#   PG_PORT (28432)  PG_HOME (${TMPDIR:-/tmp}/syscsv-postgres-PORT)  PG_DB (syscsv)
#   PG_DURABLE (0)   1 = commits are on disk before they are answered. Needed by every test that uses kill:
#                    without it the last commits before a kill may be gone. Takes effect at start.
#   PG_CONNECTIONS (200)  how many sessions there can be; takes effect when the data is made
#   PG_RUNAS (postgres)  the user to become when started as root: initdb and postgres refuse root
set -euo pipefail

port=${PG_PORT:-28432}
home=${PG_HOME:-${TMPDIR:-/tmp}/syscsv-postgres-$port}
database=${PG_DB:-syscsv}
run_as=${PG_RUNAS:-postgres}
export LC_ALL=C.UTF-8

as() {
  if [ "$(id -u)" != 0 ]; then "$@"; return; fi
  setpriv --reuid="$run_as" --regid="$(id -g "$run_as")" --clear-groups env HOME="$home" "$@"
}

install_server() {
  ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 && return
  local sudo=; [ "$(id -u)" = 0 ] || sudo=sudo
  # Keeps the package from making and starting a cluster of its own on 5432.
  $sudo mkdir -p /etc/postgresql-common/createcluster.d
  echo "create_main_cluster = false" | $sudo tee /etc/postgresql-common/createcluster.d/syscsv.conf >/dev/null
  $sudo apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends postgresql >/dev/null
}

bin() { ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1; }

client() { local tool=$1; shift; as "$(bin)/$tool" -h 127.0.0.1 -p "$port" -U postgres "$@"; }

running() { [ -d "$home/data" ] && as "$(bin)/pg_ctl" -D "$home/data" status >/dev/null 2>&1; }

initialise() {
  [ -s "$home/data/PG_VERSION" ] && return
  as "$(bin)/initdb" -D "$home/data" -U postgres -A trust -E UTF8 --no-locale --no-sync > "$home/initdb.log"
  # No unix socket: its path may be at most 107 bytes long, which a temporary folder can exceed.
  as tee -a "$home/data/postgresql.conf" >/dev/null <<CONF
listen_addresses = '127.0.0.1'
port = $port
unix_socket_directories = ''
shared_buffers = 256MB
max_connections = ${PG_CONNECTIONS:-200}
logging_collector = off
CONF
}

durability() {
  if [ "${PG_DURABLE:-0}" = 1 ]; then echo "-c fsync=on -c synchronous_commit=on -c full_page_writes=on"
  else echo "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"; fi
}

start() {
  install_server
  cd "$home"
  [ "$(id -u)" != 0 ] || chown "$run_as" "$home"
  if running; then
    echo "already running: $(url)"
  else
    initialise
    # -w waits until connections are accepted. 9>&-: the server must not inherit the lock.
    as "$(bin)/pg_ctl" -D "$home/data" -l "$home/server.log" -w -t 60 -o "$(durability)" start >/dev/null 9>&- ||
      { echo "PostgreSQL did not start; the end of $home/server.log:" >&2; tail -20 "$home/server.log" >&2; exit 1; }
    echo "ready: $(url)"
  fi
  client psql -qAtc "select 1 from pg_database where datname = '$database'" postgres | grep -q 1 || client createdb "$database"
}

stop() {
  if running; then cd "$home" && as "$(bin)/pg_ctl" -D "$home/data" -m fast -w stop >/dev/null; fi
}

kill_server() {
  running || return 0
  local p children
  p=$(head -1 "$home/data/postmaster.pid")
  # Sessions outlive a killed postmaster for a moment and hold its shared memory, at which the next start would fail.
  children=$(cat "/proc/$p/task/$p/children")
  # shellcheck disable=SC2086
  kill -KILL "$p" $children 2>/dev/null || true
  for process in $p $children; do
    for _ in $(seq 1 100); do [ -d "/proc/$process" ] || break; sleep 0.05; done
  done
}

url() { echo "Host=127.0.0.1;Port=$port;Username=postgres;Database=$database"; }

locked() {
  mkdir -p "$home"
  exec 9>"$home.lock"
  flock 9
  "$@"
}

case ${1:-start} in
  start) locked start ;;
  stop) locked stop ;;
  kill) locked kill_server ;;
  reset) locked stop; cd /; rm -rf "$home" ;;
  status) if running; then echo up; else echo down; exit 3; fi ;;
  url) url ;;
  psql) shift; cd /; client psql "$@" "$database" ;;
  *) echo "usage: $0 start|stop|kill|reset|status|url|psql ARGS" >&2; exit 2 ;;
esac
