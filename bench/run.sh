#!/usr/bin/env bash
# One silo and one gateway on a PostgreSQL of their own, all of them on this machine and gone afterwards; the database's own rate of
# commits in the same run; then the load generator. Arguments go to it: bench/run.sh --sessions 1000 --people 10 --think 30
# Results: a table on standard output, and artifacts/bench/ for programs.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

out=artifacts/bench
work=$(mktemp -d)
pids=()
bin=$(dirname "$(ls /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -V | tail -n 1)")
[ -x "$bin/initdb" ] || { echo "PostgreSQL's programs are missing: apt-get install postgresql" >&2; exit 1; }
command -v pgbench >/dev/null || { echo "pgbench is missing: apt-get install postgresql-contrib" >&2; exit 1; }

# PostgreSQL does not run as root.
as_owner=()
if [ "$(id -u)" -eq 0 ]; then
  as_owner=(setpriv --reuid=nobody --regid=nogroup --clear-groups)
  chown nobody:nogroup "$work"
fi

finish() {
  status=$?
  for pid in "${pids[@]}"; do kill -TERM "$pid" 2>/dev/null || true; done
  for pid in "${pids[@]}"; do wait "$pid" 2>/dev/null || true; done
  [ -d "$work/db" ] && "${as_owner[@]}" "$bin/pg_ctl" -D "$work/db" -m immediate stop >/dev/null 2>&1 || true
  [ "$status" -eq 0 ] || tail -n 5 "$work"/*.log >&2 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

free_port() { # between 20000 and 29999
  local port
  while :; do
    port=$((20000 + RANDOM % 10000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
}
ready() { # ready URL PID
  for _ in $(seq 240); do
    curl -sf -o /dev/null "$1" && return
    kill -0 "$2" 2>/dev/null || return 1
    sleep 0.5
  done
  return 1
}

mkdir -p "$out"
for project in silo/PeerMesh.Silo api/PeerMesh.Api bench/PeerMesh.Load; do
  dotnet build "$project" -c Release --nologo -v quiet >"$work/build.log" 2>&1 || { tail -n 20 "$work/build.log" >&2; exit 1; }
done

db=$(free_port)
"${as_owner[@]}" "$bin/initdb" -D "$work/db" -U postgres --auth=trust --no-instructions >"$work/initdb.log" 2>&1
"${as_owner[@]}" "$bin/pg_ctl" -D "$work/db" -l "$work/db/log" -w \
  -o "-p $db -k $work -c listen_addresses=127.0.0.1 -c shared_buffers=512MB -c max_connections=100" start >"$work/start.log"
sql() { psql -q -h "$work" -p "$db" -U postgres -v ON_ERROR_STOP=1 "$@"; }
sql -c "CREATE ROLE peermesh_owner LOGIN" -c "CREATE ROLE peermesh LOGIN"
sql -c "CREATE DATABASE peermesh OWNER peermesh_owner" -c "CREATE DATABASE raw"
sql -d raw -c "CREATE TABLE small (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, payload text)"

# As many connections as a silo has, one small row in each transaction.
echo "INSERT INTO small (payload) VALUES ('0123456789012345678901234567890123456789');" >"$work/small.sql"
raw=$(pgbench -n -h "$work" -p "$db" -U postgres -c 24 -j 2 -T 10 -f "$work/small.sql" raw 2>/dev/null | sed -n 's/^tps = \([0-9.]*\).*/\1/p')

export ConnectionStrings__PeerMesh="Host=127.0.0.1;Port=$db;Database=peermesh;Username=peermesh"
ConnectionStrings__PeerMeshOwner="Host=127.0.0.1;Port=$db;Database=peermesh;Username=peermesh_owner" \
  dotnet artifacts/bin/PeerMesh.Silo/release/PeerMesh.Silo.dll migrate >"$work/migrate.log"
silo=$(free_port) web=$(free_port) gateway=$(free_port) health=$(free_port) smtp=$(free_port)
ASPNETCORE_URLS=http://127.0.0.1:$health PeerMesh__SiloPort=$silo PeerMesh__GatewayPort=$gateway \
  dotnet artifacts/bin/PeerMesh.Silo/release/PeerMesh.Silo.dll >"$work/silo.log" 2>&1 &
pids+=($!)
silo_pid=$!
ready "http://127.0.0.1:$health/health/ready" $silo_pid
env -u ConnectionStrings__PeerMesh ASPNETCORE_URLS=http://127.0.0.1:$web PeerMesh__Silos=127.0.0.1:$gateway PeerMesh__Limits__SignInPerMinute=1000000 \
  Mail__Host=127.0.0.1 Mail__Port=$smtp Mail__Security=None \
  dotnet artifacts/bin/PeerMesh.Api/release/PeerMesh.Api.dll >"$work/api.log" 2>&1 &
pids+=($!)
api_pid=$!
ready "http://127.0.0.1:$web/health/ready" $api_pid

status=0
ulimit -n "$(ulimit -Hn)" 2>/dev/null || true
dotnet artifacts/bin/PeerMesh.Load/release/PeerMesh.Load.dll --url "http://127.0.0.1:$web" --mail-port "$smtp" \
  --server "silo=$silo_pid" --server "gateway=$api_pid" --apart "PostgreSQL=$(head -n 1 "$work/db/postmaster.pid")" \
  --json "$out/load.json" "$@" | tee "$out/table.md" || status=$?
row() { echo "| $1 | $2 |" | tee -a "$out/table.md"; }
row "raw commits per second of this database, 24 connections (pgbench, one small row each)" "${raw%.*}"
row "machine" "$(nproc) cores, $(($(sed -n 's/^MemTotal: *\([0-9]*\).*/\1/p' /proc/meminfo) / 1048576)) GiB, shared by database, server and load generator"
grep -c . "$work/silo.log" "$work/api.log" | sed 's/.*\//log lines: /' >&2
exit "$status"
