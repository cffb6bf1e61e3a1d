'use strict';
// The same meeting on socket.io rooms: node server.js PORT. See bench/peers/run.sh.
const http = require('node:http');
const { Server } = require('socket.io');

const eventBytes = Number(process.env.EVENT_BYTES ?? 400);
const bare = 170;
const server = http.createServer((request, response) => response.end('ready'));
const io = new Server(server, { transports: ['websocket'], serveClient: false });
const lines = new Map();

/** What happened, or null where a hand is raised twice or was not up. */
function decide(room, command) {
  let line = lines.get(room);
  if (!line) {
    lines.set(room, (line = { version: 0, hands: [] }));
  }

  const raises = command.type === 'raiseHand';
  if (raises === line.hands.includes(command.who)) {
    return null;
  }

  line.hands = raises ? [...line.hands, command.who] : line.hands.filter((who) => who !== command.who);
  return {
    version: ++line.version,
    at: new Date().toISOString(),
    commandId: command.commandId,
    event: { type: raises ? 'handRaised' : 'handLowered', participant: command.who },
    hands: line.hands,
    filling: '.'.repeat(Math.max(0, eventBytes - bare - line.hands.length * 5)),
  };
}

io.on('connection', (socket) => {
  let room;
  socket.on('join', (name, done) => {
    room = name;
    socket.join(name);
    done({ done: '0' });
  });
  socket.on('command', (command, done) => {
    const happened = decide(room, command);
    if (happened) {
      io.to(room).emit('event', happened);
    }

    done(happened ? { done: command.commandId } : { refused: command.commandId });
  });
});
server.listen(Number(process.argv[2]), '127.0.0.1');
