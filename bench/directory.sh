#!/usr/bin/env bash
# Measures the directory with 500,000 made-up groups: PeerMesh over HTTP, the same answers without a search, and the same
# searches on a PostgreSQL that is started for it from the distribution's packages (postgresql, postgresql-contrib).
# BENCH_GROUPS, BENCH_SEARCHES and BENCH_SECONDS change the size.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build bench/PeerMesh.Directory.Bench -c Release --nologo -v quiet
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -1 || true)
data=$(mktemp -d)
run=()
stop() { [ -z "$bin" ] || "${run[@]}" "$bin/pg_ctl" -D "$data/db" -m immediate stop >/dev/null 2>&1 || true; rm -rf "$data"; }
trap stop EXIT
args=()
if [ -n "$bin" ]; then
  # PostgreSQL refuses to run as root.
  if [ "$(id -u)" = 0 ]; then chown postgres "$data"; chmod 755 "$data"; run=(runuser -u postgres --); fi
  "${run[@]}" "$bin/initdb" -D "$data/db" -U bench --auth=trust -E UTF8 --locale=C >/dev/null
  "${run[@]}" "$bin/pg_ctl" -D "$data/db" -w -l "$data/log" start -o "-p 5392 -k $data -c listen_addresses=127.0.0.1 -c shared_buffers=1GB -c work_mem=64MB -c maintenance_work_mem=512MB \
    -c random_page_cost=1.1 -c effective_cache_size=4GB -c jit=off -c fsync=off -c max_wal_size=4GB -c max_parallel_workers_per_gather=0" >/dev/null
  args=("Host=127.0.0.1;Port=5392;Username=bench;Database=postgres" "$(head -1 "$data/db/postmaster.pid")")
fi
artifacts/bin/PeerMesh.Directory.Bench/release/PeerMesh.Directory.Bench "${args[@]}"
