// @ts-check
// A reader's value -> source text, by the rules that the generator declares and uses itself, and what a path can hold:
// what tools/sixfold/literal.py does, once more. tests/site/test_quoting.py holds the two together.

/**
 * @typedef {{prefix: string, base: number, digits: number}} CharacterCode
 * @typedef {object} Quoting
 * @property {string} delimiter
 * @property {Record<string, string>} escapes what is written for a text; the longest comes first
 * @property {CharacterCode | null} control how other control characters of ASCII are written, if not as they are
 * @property {CharacterCode | null} non_ascii the same for everything beyond ASCII, by its UTF-16 code units
 * @property {Quoting & {longest: number}} [comment] the rules for a value that a comment names, where there is one, and
 *   of how many characters its name is
 */

// encodeURIComponent leaves five characters that a URL may hold for other purposes.
/** @param {string} text */
const percent = (text) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (found) => `%${found.charCodeAt(0).toString(16).toUpperCase()}`);

/** @type {Record<string, (text: string) => string>} */
const ENCODINGS = {
  // Inside the quotes of a JSON text.
  json: (text) => JSON.stringify(text).slice(1, -1),
  percent,
  // Several segments of a path: each is encoded, and the slashes between them stay.
  percent_segments: (text) => text.split("/").map(percent).join("/"),
};

/**
 * @param {number} unit
 * @param {CharacterCode} form
 */
function code(unit, form) {
  return form.prefix + unit.toString(form.base).padStart(form.digits, "0");
}

/**
 * @param {string} character one code point
 * @param {Quoting} rules
 */
function written(character, rules) {
  const number = character.codePointAt(0) ?? 0;
  const { control, non_ascii: beyond } = rules;
  if (control && (number < 0x20 || number === 0x7f)) return code(number, control);
  if (!beyond || number <= 0x7f) return character;
  return character
    .split("")
    .map((unit) => code(unit.charCodeAt(0), beyond))
    .join("");
}

/**
 * Return what stands between the delimiters of a text's literal.
 * @param {string} text
 * @param {Quoting} rules
 */
export function escaped(text, rules) {
  const known = Object.keys(rules.escapes).sort((one, other) => other.length - one.length);
  let result = "";
  for (let at = 0; at < text.length; ) {
    const found = known.find((escape) => text.startsWith(escape, at));
    const piece = found ?? String.fromCodePoint(text.codePointAt(at) ?? 0);
    result += found === undefined ? written(piece, rules) : rules.escapes[piece];
    at += piece.length;
  }
  return result;
}

/**
 * Return how a comment names a value: its beginning, on one line.
 * @param {string} text
 * @param {Quoting & {longest: number}} rules those for comments
 */
function commented(text, rules) {
  const characters = [...text];
  const short = characters.length <= rules.longest ? text : `${characters.slice(0, rules.longest - 1).join("")}…`;
  return escaped(short, rules);
}

/**
 * @param {string} text
 * @param {string} encoding
 */
function encoded(text, encoding) {
  const encode = ENCODINGS[encoding];
  if (!encode) throw new Error(`the page's data name an encoding that there is not: ${encoding}`);
  return encode(text);
}

/**
 * Return what a value writes into a hole.
 * @param {string} value
 * @param {string[]} encodings
 * @param {Quoting} rules
 */
export function filled(value, encodings, rules) {
  if (encodings.includes("comment") && rules.comment) return commented(value, rules.comment);
  return escaped(encodings.reduce(encoded, value), rules);
}

/**
 * Say whether a value has the segments that a path wants: "*" is one, "**" at the end any number.
 * @param {string} value
 * @param {string} shape
 */
function fits(value, shape) {
  const wanted = shape.split("/");
  const segments = value.split("/");
  const open = wanted[wanted.length - 1] === "**";
  if (open) wanted.pop();
  if (open ? segments.length < wanted.length : segments.length !== wanted.length) return false;
  return segments.every((segment, at) => (at < wanted.length && wanted[at] !== "*" ? segment === wanted[at] : segment));
}

/**
 * Say why a value cannot stand in the path of a URL, as tools/sixfold/wire/path_template.py does; nothing where it can.
 * @param {string} value
 * @param {string[]} shapes the segments that it has there, if it is more than one
 */
export function pathRefusal(value, shapes) {
  const segments = shapes.length ? value.split("/") : [value];
  const changing = segments.find((segment) => segment === "." || segment === "..");
  if (changing) return `"${changing}" changes the path of a URL, so another call would be made.`;
  if ([value, ...segments].some((segment) => /^\{.*\}(:[^/]*)?$/s.test(segment))) {
    return "This only stands for a value, as in a description of the API. Put in the value itself.";
  }
  const missed = shapes.find((shape) => !fits(value, shape));
  return missed ? `This has to look like "${missed}": "*" is one part between slashes, "**" is any parts.` : "";
}
