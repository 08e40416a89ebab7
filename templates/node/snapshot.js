// What Node.js restores before it runs a snippet: the client's descriptions, parsed. For `node --build-snapshot`, in
// the folder that has node_modules.
//
// The client has its loader parse some megabytes of .proto files each time that it is required. Here it does so once,
// and the loader's modules, with what came of that call, are in the snapshot; everything else a snippet loads itself.
// The same call with other files or options is parsed as always.
"use strict";

const fs = require("fs");
const path = require("path");
const v8 = require("v8");

const PACKAGES = path.join(__dirname, "node_modules");
const LOADER = "@grpc/proto-loader";
// It opens what no snapshot can hold, and the client's own file only passes it on.
const TRANSPORT = "@grpc/grpc-js";

const loaded = new Map();
const parsed = new Map();

/** Find a module's file as Node.js does, for packages of CommonJS. */
function find(folder, name) {
  if (/^[./]/.test(name)) return file(path.resolve(folder, name));
  for (let place = folder; place.startsWith(__dirname); place = path.dirname(place)) {
    const found = file(path.join(place, "node_modules", name));
    if (found) return found;
  }
  return undefined;
}

function file(place) {
  const found = firstFile([place, `${place}.js`, `${place}.json`]);
  if (found || !fs.existsSync(place)) return found;
  const facts = path.join(place, "package.json");
  const main = (fs.existsSync(facts) && JSON.parse(fs.readFileSync(facts, "utf8")).main) || "index.js";
  return firstFile([main, `${main}.js`, path.join(main, "index.js")].map((each) => path.join(place, each)));
}

function firstFile(places) {
  const found = places.find((each) => fs.existsSync(each) && fs.statSync(each).isFile());
  return found && fs.realpathSync(found);
}

/** Load a module as Node.js does; a snapshot's own `require` knows nothing but what is built in. */
function load(name) {
  if (loaded.has(name)) return loaded.get(name).exports;
  const module = { exports: {}, id: name, filename: name };
  loaded.set(name, module);
  const source = fs.readFileSync(name, "utf8");
  if (name.endsWith(".json")) {
    module.exports = JSON.parse(source);
  } else {
    const folder = path.dirname(name);
    const wrapped = new Function("exports", "require", "module", "__filename", "__dirname", source);
    wrapped.call(module.exports, module.exports, (other) => required(folder, other), module, name, folder);
  }
  return module.exports;
}

function required(folder, name) {
  if (name === TRANSPORT) return {};
  const found = find(folder, name);
  if (found) return load(found);
  if (name.includes("node_modules")) throw new Error(`no module ${name}`);
  return require(name);
}

const loader = find(__dirname, LOADER);
const given = load(loader);
const key = (files, options) => JSON.stringify([files, options]);

function replaceLoader(loadSync) {
  loaded.get(loader).exports = { ...given, loadSync };
}

replaceLoader((files, options) => {
  parsed.set(key(files, options), given.loadSync(files, options));
  return parsed.get(key(files, options));
});
const client = find(__dirname, "clarifai-nodejs-grpc/src/index.js");
load(client);
loaded.delete(client);
replaceLoader((files, options) => parsed.get(key(files, options)) ?? given.loadSync(files, options));

v8.startupSnapshot.setDeserializeMainFunction(() => {
  const Module = require("module");
  for (const [name, { exports }] of loaded) {
    const module = new Module(name, null);
    Object.assign(module, { exports, filename: name, loaded: true });
    Module._cache[name] = module;
  }
  process.execArgv = [];
  process.argv[1] = path.resolve(process.argv[1]);
  Module.runMain(process.argv[1]);
});
