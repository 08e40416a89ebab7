// Prints what can be called by library.proto, as JSON: gRPC's version, RPCs by full names, and the messages of their
// requests.
//
// usage: describe.js CLIENT_FOLDER

const { existsSync } = require("node:fs");
const { createRequire } = require("node:module");
const path = require("node:path");

const client = process.argv[2];
const load = createRequire(path.join(client, "package.json"));

// The loader reads by this library, and so do snippets.
const { Root, Service, Type } = load("protobufjs");

const folders = [client, path.join(client, "node_modules", "protobufjs")];
const root = new Root();
root.resolvePath = (_, name) => folders.map((folder) => path.join(folder, name)).find(existsSync);
root.loadSync("library.proto", { keepCase: true }).resolveAll();

const nameOf = (found) => found.fullName.slice(1);
const rpcs = {};
const messages = {};

function visit(type) {
  if (nameOf(type) in messages) {
    return;
  }
  messages[nameOf(type)] = type.fieldsArray.map((field) => field.name);
  type.fieldsArray.filter((field) => field.resolvedType instanceof Type).forEach((field) => visit(field.resolvedType));
}

function learn(found) {
  for (const method of found instanceof Service ? found.methodsArray : []) {
    if (!method.requestStream && !method.responseStream) {
      rpcs[nameOf(method)] = nameOf(method.resolvedRequestType);
      visit(method.resolvedRequestType);
    }
  }
  found.nestedArray?.forEach(learn);
}

learn(root);

console.log(JSON.stringify({ version: load("@grpc/grpc-js/package.json").version, rpcs, messages }));
