// Code names: how one is suggested, how it is written, and the name of the file it gets.

const LONGEST_NAME = 40;
const SIGNS =
  "amber birch cedar coral fern hazel ivory lunar maple olive quiet river rust silver stone winter";
const ANIMALS =
  "badger crane falcon finch fox heron lynx marten moth otter owl raven robin seal swift wren";

function oneOf(words) {
  const list = words.split(" ");
  return list[Math.floor(Math.random() * list.length)];
}

function suggestedName() {
  return `${oneOf(SIGNS)} ${oneOf(ANIMALS)}`;
}

// A code name as it is kept: small letters, one space between words; "" if it cannot be used.
function cleanName(typed) {
  const name = String(typed).normalize("NFC").toLowerCase().trim().replace(/\s+/g, " ");
  const canBeSeen = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]+$/u.test(name);
  return canBeSeen && [...name].length <= LONGEST_NAME ? name : "";
}

// Letters a to z, digits and hyphens only, so that nothing in a name can lead out of a folder.
function plainLetters(text) {
  const letters = text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, "-");
  return letters.replace(/^-+|-+$/g, "");
}

// Twelve digits made from a text, the same everywhere. Names that are alike in plain letters, such
// as "blue fox" and "blue-fox", still get different files. (This is the hash "cyrb53".)
function fingerprint(text) {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (const letter of text) {
    high = Math.imul(high ^ letter.codePointAt(0), 2654435761);
    low = Math.imul(low ^ letter.codePointAt(0), 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  const number = 4294967296 * (2097151 & low) + (high >>> 0);
  return number.toString(16).padStart(14, "0").slice(-12);
}

// How the names of all files of a code name begin.
function fileStem(name) {
  return `${plainLetters(name).slice(0, LONGEST_NAME) || "name"}-${fingerprint(name)}.`;
}

// How the names of its files for one notebook begin.
function fileBeginning(name, notebook) {
  return `${fileStem(name)}${plainLetters(notebook)}.`;
}
