// express-pouchdb over LevelDB in a process of its own: `node pouchdb_server.js FOLDER`.
// The first line says where it listens; each line of input is answered with the bytes received so far.
"use strict";

const readline = require("node:readline");
const express = require("express");
const expressPouchDB = require("express-pouchdb");
const PouchDB = require("pouchdb");

const folder = process.argv[2];
const app = express();
const options = { mode: "minimumForPouchDB", inMemoryConfig: true, logPath: `${folder}/requests.log` };
app.use("/", expressPouchDB(PouchDB.defaults({ prefix: `${folder}/` }), options));

const open = new Set();
let closed = 0;

const server = app.listen(0, "127.0.0.1", () => {
  console.log(JSON.stringify({ ready: `http://127.0.0.1:${server.address().port}` }));
});
server.on("connection", (socket) => {
  open.add(socket);
  socket.on("close", () => {
    open.delete(socket);
    closed += socket.bytesRead;
  });
});
readline.createInterface({ input: process.stdin }).on("line", () => {
  const bytes = [...open].reduce((sum, socket) => sum + socket.bytesRead, closed);
  console.log(JSON.stringify({ bytes }));
});
