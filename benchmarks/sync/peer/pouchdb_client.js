// PouchDB as a client: `node pouchdb_client.js FOLDER REMOTE BATCH`. Orders come as lines, answers are JSON.
//   fill FILE          enter the documents of a file, one JSON a line, into the local store
//   push | pull        replicate the documents to the remote, or from it into a new local store
//   attach N BYTES     enter N documents with one attachment each
//   push_attachments   replicate these
"use strict";

const crypto = require("node:crypto");
const fs = require("node:fs");
const readline = require("node:readline");
const PouchDB = require("pouchdb");

const [folder, remote, batch] = process.argv.slice(2);
const options = { batch_size: Number(batch) };
const cases = new PouchDB(`${folder}/cases`);
const scans = new PouchDB(`${folder}/scans`);

async function timed(replication) {
  const began = process.hrtime.bigint();
  const done = await replication();
  return { documents: done.docs_written, seconds: Number(process.hrtime.bigint() - began) / 1e9 };
}

const orders = {
  async fill(file) {
    const lines = fs.readFileSync(file, "utf8").trim().split("\n");
    for (let start = 0; start < lines.length; start += 500) {
      await cases.bulkDocs(lines.slice(start, start + 500).map((line) => JSON.parse(line)));
    }
    return { documents: lines.length };
  },
  push: () => timed(() => cases.replicate.to(`${remote}/cases`, options)),
  pull() {
    const fresh = new PouchDB(`${folder}/fresh`);
    return timed(() => fresh.replicate.from(`${remote}/cases`, options));
  },
  async attach(count, bytes) {
    for (let n = 0; n < Number(count); n += 1) {
      const data = crypto.randomBytes(Number(bytes));
      await scans.put({ _id: `scan-${n}`, _attachments: { scan: { content_type: "application/pdf", data } } });
    }
    return { documents: Number(count) };
  },
  push_attachments: () => timed(() => scans.replicate.to(`${remote}/scans`, options)),
};

async function main() {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const [name, ...given] = line.split(" ");
    console.log(JSON.stringify(await orders[name](...given)));
  }
}

main().then(() => process.exit(0));
