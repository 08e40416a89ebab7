// Has calls written as snippets by a peer, and says how long that took.
//
//     node convert.mjs PEER < calls.json > snippets.json
//
// Read is {"rounds": [[call, …], …], "warm": N, "languages": {language: [target, client]}, "kept": bool}. What is written
// is {"seconds": [of each round after the first N], "snippets": N, "characters": N, "texts": [{operation, language,
// text}, …] of the last round where they are to be kept, "failed": {message: N}}. Seconds are of the processor's time,
// for the snippets alone: what a peer takes for a call (HAR, a Postman request, an OpenAPI document with its values) has
// been made before.

import { readFileSync } from "node:fs";

// What every other form is made from: an address with its values in it.
function address(call) {
  const path = call.path.replace(/{(\w+)}/g, (_, name) => encodeURIComponent(call.parameters[name]));
  const query = call.query.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  return `${call.host}${path}${query.length ? `?${query.join("&")}` : ""}`;
}

function har(call) {
  const body = call.body === null ? {} : { postData: { mimeType: "application/json", text: JSON.stringify(call.body) } };
  return {
    method: call.verb,
    url: address(call),
    httpVersion: "HTTP/1.1",
    cookies: [],
    headers: Object.entries(call.headers).map(([name, value]) => ({ name, value })),
    queryString: [],
    headersSize: -1,
    bodySize: -1,
    ...body,
  };
}

// An OpenAPI document of the one call, with its values as examples.
function document(call) {
  const inPath = Object.entries(call.parameters).map(([name, value]) => parameter(name, "path", value));
  const inQuery = call.query.map(([name, value]) => parameter(name, "query", value));
  const schema = { type: "object", example: call.body, default: call.body };
  const body = call.body === null ? {} : { requestBody: { content: { "application/json": { schema, example: call.body } } } };
  const operation = {
    operationId: call.operation,
    parameters: [...inPath, ...inQuery],
    security: [{ key: [] }],
    responses: { 200: { description: "OK" } },
    ...body,
  };
  return {
    openapi: "3.0.3",
    info: { title: "Calls", version: "1" },
    servers: [{ url: call.host }],
    paths: { [call.path]: { [call.verb.toLowerCase()]: operation } },
    components: { securitySchemes: { key: { type: "apiKey", in: "header", name: "Authorization" } } },
  };
}

function parameter(name, place, value) {
  return { name, in: place, required: true, schema: { type: "string", default: value, example: value }, example: value };
}

// Peer -> what it takes for a call, and how it writes one in a language.
const PEERS = {
  httpsnippet: async () => {
    const { HTTPSnippet } = await import("httpsnippet");
    return [har, (given, [target, client]) => new HTTPSnippet(given).convert(target, client)];
  },
  "@readme/httpsnippet": async () => {
    const { HTTPSnippet } = await import("@readme/httpsnippet");
    return [har, (given, [target, client]) => new HTTPSnippet(given).convert(target, client)[0]];
  },
  "@scalar/snippetz": async () => {
    const { snippetz } = await import("@scalar/snippetz");
    const writer = snippetz();
    return [har, (given, [target, client]) => writer.print(target, client, given)];
  },
  "@readme/oas-to-snippet": async () => {
    const { default: Oas } = await import("oas");
    const { default: write } = await import("@readme/oas-to-snippet");
    const prepare = (call) => {
      const api = new Oas(document(call));
      const operation = api.operation(call.path, call.verb.toLowerCase());
      const values = { path: call.parameters, query: Object.fromEntries(call.query) };
      if (call.body !== null) values.body = call.body;
      return [api, operation, values, { key: call.headers.Authorization }];
    };
    return [prepare, (given, language) => write(...given, language).code];
  },
  "openapi-snippet": async () => {
    const { default: peer } = await import("openapi-snippet");
    const prepare = (call) => [document(call), call.path, call.verb.toLowerCase(), { key: call.headers.Authorization }];
    const write = ([api, path, verb, auth], [target, client]) =>
      peer.getEndpointSnippets(api, path, verb, [`${target}_${client}`], auth).snippets[0].content;
    return [prepare, write];
  },
  "postman-code-generators": async () => {
    const { default: generators } = await import("postman-code-generators");
    const { default: sdk } = await import("postman-collection");
    const prepare = (call) =>
      new sdk.Request({
        method: call.verb,
        url: address(call),
        header: Object.entries(call.headers).map(([key, value]) => ({ key, value })),
        ...(call.body === null ? {} : { body: { mode: "raw", raw: JSON.stringify(call.body) } }),
      });
    const write = (given, [language, variant]) => {
      let text;
      generators.convert(language, variant, given, {}, (error, snippet) => {
        if (error) throw error;
        text = snippet;
      });
      return text;
    };
    return [prepare, write];
  },
};

const asked = JSON.parse(readFileSync(0, "utf8"));
const [prepare, write] = await PEERS[process.argv[2]]();
const languages = Object.entries(asked.languages);
const found = { seconds: [], snippets: 0, characters: 0, texts: [], failed: {} };

for (const [number, calls] of asked.rounds.entries()) {
  const prepared = calls.map((call) => [call.operation, prepare(call)]);
  const texts = [];
  const began = process.cpuUsage();
  for (const [operation, given] of prepared) {
    for (const [language, target] of languages) {
      try {
        texts.push({ operation, language, text: await write(given, target) });
      } catch (error) {
        const said = `${language}: ${String(error.message ?? error).split("\n")[0]}`;
        found.failed[said] = (found.failed[said] ?? 0) + 1;
      }
    }
  }
  const used = process.cpuUsage(began);
  if (number >= asked.warm) {
    found.seconds.push((used.user + used.system) / 1e6);
    found.snippets += texts.length;
    found.characters += texts.reduce((sum, { text }) => sum + text.length, 0);
  }
  if (asked.kept && number === asked.rounds.length - 1) found.texts = texts;
}
process.stdout.write(JSON.stringify(found));
