// Prints what the installed clarifai-nodejs-grpc knows, as JSON: its version, RPCs and the messages of their requests.
//
// usage: describe.js CLIENT_FOLDER

const { createRequire } = require("module");
const path = require("path");

const place = path.join(process.argv[2], "node_modules", "clarifai-nodejs-grpc", "package.json");
const load = createRequire(place);

// The client itself loads the protos that it ships: what it makes of them is what a snippet can call.
const service = load("clarifai-nodejs-grpc").ClarifaiStub.grpc().constructor.service;
const { FileDescriptorProto } = load("protobufjs/ext/descriptor");

const MESSAGE = 11;

const types = new Map();

function learn(type, scope) {
  const name = scope ? `${scope}.${type.name}` : type.name;
  types.set(name, type);
  for (const nested of type.nestedType) {
    learn(nested, name);
  }
}

/** Returns the full name of a type that is named in a message; as in a proto, the innermost scope goes first. */
function resolve(name, scope) {
  if (name.startsWith(".")) {
    return name.slice(1);
  }
  for (let parts = scope.split("."); ; parts.pop()) {
    const full = [...parts, name].join(".");
    if (types.has(full)) {
      return full;
    }
    if (parts.length === 0) {
      throw new Error(`${scope} has a field of the unknown type ${name}`);
    }
  }
}

const seen = new Set();
const messages = {};

function visit(name) {
  if (seen.has(name)) {
    return;
  }
  seen.add(name);
  const type = types.get(name);
  // The entry of a map is a message of the wire alone; nobody writes one.
  if (!type.options?.mapEntry) {
    messages[name] = type.field.map((field) => field.name);
  }
  for (const field of type.field) {
    if (field.type === MESSAGE) {
      visit(resolve(field.typeName, name));
    }
  }
}

const unary = Object.values(service).filter((method) => !method.requestStream && !method.responseStream);

const files = new Set(unary.flatMap((method) => method.requestType.fileDescriptorProtos));
for (const bytes of files) {
  const file = FileDescriptorProto.decode(bytes);
  for (const type of file.messageType) {
    learn(type, file.package);
  }
}

const rpcs = {};
for (const method of unary) {
  const [scope, rpc] = method.path.slice(1).split("/");
  rpcs[rpc] = resolve(method.requestType.type.name, scope);
  visit(rpcs[rpc]);
}

console.log(JSON.stringify({ version: load(place).version, rpcs, messages }));
