#!/usr/bin/env bash
# The same meetings on what somebody would pick instead, beside PeerMesh, in one run and one table:
#   bench/peers/run.sh                         all of them
#   bench/peers/run.sh standalone socketio     some: standalone, cluster (PeerMesh), kestrel, socketio, signalr, ejabberd
# 200 sessions of ten, everybody connected, one command under way in each session, one event of the same size to all ten. None of the others stores
# anything or knows who is who. LOAD has the generator's arguments; the default is five stretches of 15 s: LOAD="--runs 5 --seconds 15 --warm-up 15".
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source bench/lib.sh

names=("$@")
[ ${#names[@]} -gt 0 ] || names=(standalone cluster kestrel socketio signalr ejabberd)
read -r -a arguments <<<"--sessions 200 --people 10 ${LOAD:---runs 5 --seconds 15 --warm-up 15}"
# As long as what PeerMesh tells when a hand goes up in a room of ten.
export EVENT_BYTES=${EVENT_BYTES:-400}
build silo/PeerMesh.Silo silo/PeerMesh.Standalone api/PeerMesh.Api bench/PeerMesh.Load bench/peers/PeerMesh.Bench.Peers

measure() { # measure NAME ARGUMENTS…
  local name=$1
  shift
  echo "== $name" >&2
  load --json "$out/peers-$name.json" "${arguments[@]}" "$@" >"$out/peers-$name.md" || echo "$name had errors, see its table: $out/peers-$name.md" >&2
}
dotnet_peer() { # dotnet_peer NAME
  local port
  port=$(free_port)
  "${on_server[@]}" dotnet artifacts/bin/PeerMesh.Bench.Peers/release/PeerMesh.Bench.Peers.dll "$1" "http://127.0.0.1:$port" >"$work/$1.log" 2>&1 &
  pids+=($!)
  ready "http://127.0.0.1:$port/ready" $!
  measure "$1" --kind "$1" --name "$2" --url "http://127.0.0.1:$port" --server "$1=$!"
}
peer() {
  case $1 in
    standalone | cluster)
      [ -d "$work/db" ] || { start_database; raw=$(raw_commits); }
      start_peermesh "$1"
      measure "$1" --name "PeerMesh, $1" --url "$url" --mail-port "$smtp" "${servers[@]}" --apart "PostgreSQL=$database_pid"
      ;;
    kestrel) dotnet_peer kestrel "bare Kestrel, POST and SSE" ;;
    signalr) dotnet_peer signalr "SignalR groups" ;;
    socketio)
      command -v npm >/dev/null || { echo "npm is missing: apt-get install npm" >&2; exit 1; }
      [ -d bench/peers/socketio/node_modules ] || npm ci --prefix bench/peers/socketio --no-audit --no-fund >"$work/npm.log"
      local port
      port=$(free_port)
      NODE_ENV=production "${on_server[@]}" node bench/peers/socketio/server.js "$port" >"$work/socketio.log" 2>&1 &
      pids+=($!)
      ready "http://127.0.0.1:$port/" $!
      measure socketio --kind socketio --name "socket.io rooms" --url "http://127.0.0.1:$port" --server "socketio=$!"
      ;;
    ejabberd)
      command -v ejabberdctl >/dev/null || { echo "ejabberd is missing: apt-get install ejabberd" >&2; exit 1; }
      local port libraries
      port=$(free_port) libraries=$(sed -n "s/^ERL_LIBS='\(.*\)'$/\1/p" "$(command -v ejabberdctl)")
      mkdir -p "$work/ejabberd"
      sed "s/@PORT@/$port/" bench/peers/ejabberd/ejabberd.yml >"$work/ejabberd/ejabberd.yml"

      # As ejabberdctl starts it, but as a process of ours, on files of ours.
      HOME=$work ERL_LIBS=$libraries EJABBERD_CONFIG_PATH=$work/ejabberd/ejabberd.yml EJABBERD_LOG_PATH=$work/ejabberd.log \
        "${on_server[@]}" erl -noinput +K true +P 250000 -mnesia dir "\"$work/ejabberd\"" -s ejabberd >"$work/ejabberd.out.log" 2>&1 &
      pids+=($!)
      listens "$port" $!
      measure ejabberd --kind ejabberd --name "ejabberd MUC" --event-bytes "$EVENT_BYTES" --url "http://127.0.0.1:$port" --server "ejabberd=$!"
      ;;
    *) echo "No such peer: $1" >&2; exit 2 ;;
  esac
  stop_servers
}

files=()
for name in "${names[@]}"; do
  peer "$name"
  files+=("$out/peers-$name.json")
done
load table "${files[@]}" | tee "$out/peers.md"
{
  [ -z "${raw:-}" ] || echo "Raw commits per second of the database, 16 clients (pgbench, one small row each): ${raw%.*}. "
  echo "Machine: $(machine)."
} | tee -a "$out/peers.md"
