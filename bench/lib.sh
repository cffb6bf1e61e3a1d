# What the benchmarks share; sourced by them from the root of the repository. Everything that it starts is on this machine and ends with the script.
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

# As our images have it, see Container.props.
export DOTNET_GCgen0size=${DOTNET_GCgen0size:-0x1000000}

work=$(mktemp -d)
out=artifacts/bench

# What is measured: this tree, built now, or programs that were built before, for a before and after: BENCH_BUILT=../before bench/run.sh
built=${BENCH_BUILT:-artifacts/bin}
mkdir -p "$out"
pids=()
as_owner=()

finish() {
  status=$?
  stop_servers
  [ -d "$work/db" ] && "${as_owner[@]}" "$bin/pg_ctl" -D "$work/db" -m immediate stop >/dev/null 2>&1 || true
  [ "$status" -eq 0 ] || tail -n 5 "$work"/*.log >&2 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

stop_servers() {
  for pid in "${pids[@]}"; do kill -TERM "$pid" 2>/dev/null || true; done
  for pid in "${pids[@]}"; do wait "$pid" 2>/dev/null || true; done
  pids=()
}

# Servers on one core, the load generator and the database on another, so that neither takes the other's time. With one core alone, or with
# BENCH_PIN=0, wherever there is room.
on_server=() on_rest=()
if [ "${BENCH_PIN:-1}" = 1 ] && [ "$(nproc)" -ge 2 ] && command -v taskset >/dev/null; then
  on_server=(taskset -c 0) on_rest=(taskset -c "1-$(($(nproc) - 1))")
fi
pinned() { [ ${#on_server[@]} -gt 0 ] && echo "server on one core, generator and database on the other" || echo "shared by database, server and load generator"; }
machine() {
  echo "$(nproc) cores, $(($(sed -n 's/^MemTotal: *\([0-9]*\).*/\1/p' /proc/meminfo) / 1048576)) GiB, $(pinned); load before $(cut -d ' ' -f 1 /proc/loadavg)"
}

free_port() { # between 20000 and 29999
  local port
  while :; do
    port=$((20000 + RANDOM % 10000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
}
ready() { # ready URL PID
  for _ in $(seq 480); do
    curl -sf -o /dev/null "$1" && return
    kill -0 "$2" 2>/dev/null || return 1
    sleep 0.5
  done
  return 1
}

listens() { # listens PORT PID
  for _ in $(seq 480); do
    (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null && return
    kill -0 "$2" 2>/dev/null || return 1
    sleep 0.5
  done
  return 1
}

build() { # build PROJECT…
  for project; do
    [ -z "${BENCH_BUILT:-}" ] || [[ $project == bench/* ]] || continue
    dotnet build "$project" -c Release --nologo -v quiet >"$work/build.log" 2>&1 || { tail -n 20 "$work/build.log" >&2; exit 1; }
  done
}

# A PostgreSQL of our own: it does not run as root, and forgets everything.
start_database() {
  bin=$(dirname "$(ls /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -V | tail -n 1)")
  [ -x "$bin/initdb" ] || { echo "PostgreSQL's programs are missing: apt-get install postgresql" >&2; exit 1; }
  command -v pgbench >/dev/null || { echo "pgbench is missing: apt-get install postgresql-contrib" >&2; exit 1; }
  if [ "$(id -u)" -eq 0 ]; then
    as_owner=(setpriv --reuid=nobody --regid=nogroup --clear-groups)
    chown nobody:nogroup "$work"
  fi
  db=$(free_port)
  "${as_owner[@]}" "$bin/initdb" -D "$work/db" -U postgres --auth=trust --no-instructions >"$work/initdb.log" 2>&1
  "${on_rest[@]}" "${as_owner[@]}" "$bin/pg_ctl" -D "$work/db" -l "$work/db/log" -w \
    -o "-p $db -k $work -c listen_addresses=127.0.0.1 -c shared_buffers=512MB -c max_connections=100" start >"$work/start.log"
  sql -c "CREATE ROLE peermesh_owner LOGIN" -c "CREATE ROLE peermesh LOGIN" -c "CREATE DATABASE raw"
  sql -d raw -c "CREATE TABLE small (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, payload text)"
  echo "INSERT INTO small (payload) VALUES ('0123456789012345678901234567890123456789');" >"$work/small.sql"
  database_pid=$(head -n 1 "$work/db/postmaster.pid")
}
sql() { psql -q -h "$work" -p "$db" -U postgres -v ON_ERROR_STOP=1 "$@"; }
raw_commits() { # commits per second of this database, one small row in each transaction, 16 clients
  "${on_rest[@]}" pgbench -n -h "$work" -p "$db" -U postgres -c 16 -j 2 -T "${1:-10}" -f "$work/small.sql" raw 2>/dev/null | sed -n 's/^tps = \([0-9.]*\).*/\1/p'
}

# PeerMesh on an empty database: one process, or a silo and a gateway. Sets url, smtp and servers (arguments of the load generator).
start_peermesh() { # start_peermesh standalone|cluster
  local web silo gateway health
  web=$(free_port) silo=$(free_port) gateway=$(free_port) health=$(free_port) smtp=$(free_port) url=http://127.0.0.1:$web
  sql -c "DROP DATABASE IF EXISTS peermesh" -c "CREATE DATABASE peermesh OWNER peermesh_owner"
  local base="Host=127.0.0.1;Port=$db;Database=peermesh"
  # Everybody comes from one address.
  local mail=(Mail__Host=127.0.0.1 Mail__Port=$smtp Mail__Security=None PeerMesh__Limits__SignInPerMinute=1000000 PeerMesh__Limits__ChangesPerAddressAndMinute=1000000)
  case $1 in
    standalone)
      env "${mail[@]}" "ConnectionStrings__PeerMesh=$base;Username=peermesh" "ConnectionStrings__PeerMeshOwner=$base;Username=peermesh_owner" \
        PeerMesh__SiloPort=$silo PeerMesh__GatewayPort=$gateway \
        "${on_server[@]}" dotnet $built/PeerMesh.Standalone/release/PeerMesh.Standalone.dll --no-demo --urls "$url" >"$work/standalone.log" 2>&1 &
      pids+=($!) servers=(--server "standalone=$!")
      ready "$url/health/ready" $!
      ;;
    cluster)
      env "ConnectionStrings__PeerMeshOwner=$base;Username=peermesh_owner" dotnet $built/PeerMesh.Silo/release/PeerMesh.Silo.dll migrate >"$work/migrate.log"
      env "ConnectionStrings__PeerMesh=$base;Username=peermesh" ASPNETCORE_URLS=http://127.0.0.1:$health PeerMesh__SiloPort=$silo PeerMesh__GatewayPort=$gateway \
        "${on_server[@]}" dotnet $built/PeerMesh.Silo/release/PeerMesh.Silo.dll >"$work/silo.log" 2>&1 &
      pids+=($!) servers=(--server "silo=$!")
      ready "http://127.0.0.1:$health/health/ready" $!
      env "${mail[@]}" ASPNETCORE_URLS="$url" PeerMesh__Silos=127.0.0.1:$gateway \
        "${on_server[@]}" dotnet $built/PeerMesh.Api/release/PeerMesh.Api.dll >"$work/api.log" 2>&1 &
      pids+=($!) servers+=(--server "gateway=$!")
      ready "$url/health/ready" $!
      ;;
    *) echo "No such shape: $1 (standalone or cluster)" >&2; exit 2 ;;
  esac
}

load() { # load ARGUMENTS…
  ulimit -n "$(ulimit -Hn)" 2>/dev/null || true
  "${on_rest[@]}" dotnet artifacts/bin/PeerMesh.Load/release/PeerMesh.Load.dll "$@"
}
