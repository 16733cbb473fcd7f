#!/usr/bin/env bash
# A throw-away RabbitMQ node for tests: loopback only, own ports and folder, no service, no root once it is installed.
#
#   rabbitmq.sh start|stop|kill|reset|status|url|management|ctl ARGS
#     start    installs it by apt if missing, starts it, returns when it answers; keeps the data of earlier runs
#     stop     orderly end, keeps the data
#     kill     kill -9, keeps the data: what a crash leaves
#     reset    stop, then delete the data
#
#   RABBIT_PORT (28672)   RABBIT_MANAGEMENT_PORT (+1)   RABBIT_DIST_PORT (+2)   RABBIT_EPMD_PORT (+3)
#   RABBIT_HOME (${TMPDIR:-/tmp}/syscsv-rabbitmq-PORT)  RABBIT_MEMORY (1GiB)
# The defaults lie below the kernel's range for outgoing connections (32768 and up), so none of those takes them.
# A second node beside the first needs only another RABBIT_PORT.
set -euo pipefail

port=${RABBIT_PORT:-28672}
management_port=${RABBIT_MANAGEMENT_PORT:-$((port + 1))}
home=${RABBIT_HOME:-${TMPDIR:-/tmp}/syscsv-rabbitmq-$port}
# Not /usr/sbin/rabbitmq-server: that wrapper wants root and switches to the rabbitmq user.
bin=/usr/lib/rabbitmq/bin

export HOME=$home                              # the Erlang cookie lives here: a private, freshly made one
export LC_ALL=C.UTF-8
export RABBITMQ_NODENAME=syscsv$port@localhost # resolves whatever the machine calls itself
export RABBITMQ_MNESIA_BASE=$home/data RABBITMQ_LOG_BASE=$home/log RABBITMQ_LOGS=$home/log/node.log
export RABBITMQ_CONFIG_FILE=$home/rabbitmq.conf RABBITMQ_ENABLED_PLUGINS_FILE=$home/enabled_plugins
export RABBITMQ_ADVANCED_CONFIG_FILE=$home/none.config RABBITMQ_CONF_ENV_FILE=$home/none.env
export RABBITMQ_PID_FILE=$home/node.pid
# An epmd of our own: it can be ended without harm to another node, and none is left on 0.0.0.0:4369.
export ERL_EPMD_PORT=${RABBIT_EPMD_PORT:-$((port + 3))} ERL_EPMD_ADDRESS=127.0.0.1
export RABBITMQ_DIST_PORT=${RABBIT_DIST_PORT:-$((port + 2))}
export RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-kernel inet_dist_use_interface {127,0,0,1}"
export RABBITMQ_CTL_ERL_ARGS=""

pid() { cat "$home/node.pid" 2>/dev/null; }

# The process has to be an Erlang node: after a reboot the number may belong to somebody else.
running() { local p; p=$(pid) && [ -n "$p" ] && grep -qs beam "/proc/$p/comm"; }

# The listener answers an AMQP protocol header; the pid file comes seconds before that.
answers() {
  (exec 3<>"/dev/tcp/127.0.0.1/$port" && printf 'AMQP\0\0\11\1' >&3 && [ -n "$(timeout 2 head -c1 <&3 | od -An -tx1)" ]) 2>/dev/null
}

install_server() {
  [ -x $bin/rabbitmq-server ] && return
  local sudo=; [ "$(id -u)" = 0 ] || sudo=sudo
  $sudo apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends rabbitmq-server >/dev/null
}

configure() {
  mkdir -p "$home/log" "$home/data"
  # The same as `rabbitmq-plugins enable --offline`, three seconds quicker. AMQP 1.0 is a dialect of the Service Bus transport.
  echo '[rabbitmq_management,rabbitmq_amqp1_0].' > "$home/enabled_plugins"
  cat > "$home/rabbitmq.conf" <<CONF
listeners.tcp.1 = 127.0.0.1:$port
num_acceptors.tcp = 4
management.tcp.ip = 127.0.0.1
management.tcp.port = $management_port
collect_statistics_interval = 1000
disk_free_limit.absolute = 50MB
vm_memory_high_watermark.absolute = ${RABBIT_MEMORY:-1GiB}
log.file.level = warning
CONF
}

start() {
  if running && answers; then echo "already running: $(url)"; return; fi
  install_server
  configure
  rm -f "$home/node.pid"
  # 9>&-: the server must not inherit the lock, which would then last as long as the server.
  setsid $bin/rabbitmq-server > "$home/log/out.log" 2>&1 < /dev/null 9>&- &
  local shell=$!
  for _ in $(seq 1 600); do
    if running && answers; then echo "ready: $(url)"; return; fi
    kill -0 $shell 2>/dev/null || fail "RabbitMQ ended while it started"
    sleep 0.1
  done
  fail "RabbitMQ was not ready after 60 s"
}

fail() { echo "$1; the end of $home/log/out.log:" >&2; tail -20 "$home/log/out.log" >&2; exit 1; }

gone() { for _ in $(seq 1 "$2"); do [ -d "/proc/$1" ] || return 0; sleep 0.1; done; return 1; }

end_with() {
  if running; then
    local p; p=$(pid)
    kill "-$1" "$p"
    gone "$p" 200 || { kill -KILL "$p"; gone "$p" 50; }
  fi
  rm -f "$home/node.pid"
}

stop() {
  end_with TERM
  epmd -kill >/dev/null 2>&1 || true
}

url() { echo "amqp://guest:guest@127.0.0.1:$port/"; }

locked() {
  mkdir -p "$home"
  exec 9>"$home.lock"
  flock 9
  "$@"
}

case ${1:-start} in
  start) locked start ;;
  stop) locked stop ;;
  kill) locked end_with KILL ;;
  reset) locked stop; rm -rf "$home" ;;
  status) if running && answers; then echo up; else echo down; exit 3; fi ;;
  url) url ;;
  management) echo "http://127.0.0.1:$management_port" ;;
  ctl) shift; exec $bin/rabbitmqctl "$@" ;;
  *) echo "usage: $0 start|stop|kill|reset|status|url|management|ctl ARGS" >&2; exit 2 ;;
esac
