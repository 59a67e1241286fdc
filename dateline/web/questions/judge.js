// What is right in an answer. A question is {id, kind, options, ...}; an option is
// {text, right, place, feedback}. tests/browser/test_judging.py has the cases this is held to.

const NOT_JUDGED = ["note", "prediction", "position"];
const ZEROS = ["٠", "۰", "０"]; // of Arabic, Persian and full-width digits
const GROUPED = /^-?[1-9]\d{0,2}([,'’\s]\d{3})+(\.\d+)?$/; // 2,000 or 2 000.5
const PLAIN = /^-?(\d+([.,]\d+)?|[.,]\d+)$/; // 12 or 12.5 or 12,5

// What somebody typed as a number: "40 %", "2,000 people", "12,5"; null if it is none.
function typedNumber(text) {
  const line = withPlainDigits(String(text)).trim();
  // A sign such as $ or = before the number, and a unit such as % or "people" behind it.
  const found = line.match(/^[^\p{L}\d.,-]*(-?[.,]?\d(?:[\d.,'’\s]*\d)?)([^\d]*)$/u);
  if (!found) return null;
  const digits = found[1];
  if (GROUPED.test(digits)) return finite(digits.replace(/[,'’\s]/g, ""));
  if (PLAIN.test(digits)) return finite(digits.replace(",", "."));
  return null;
}

function withPlainDigits(text) {
  let plain = text.replace(/[−–]/g, "-").replaceAll("٫", ".").replaceAll("٬", ",");
  for (const zero of ZEROS) {
    const first = zero.codePointAt(0);
    for (let digit = 0; digit <= 9; digit += 1) {
      plain = plain.replaceAll(String.fromCodePoint(first + digit), String(digit));
    }
  }
  return plain;
}

function finite(digits) {
  const number = Number(digits);
  return Number.isFinite(number) ? number : null;
}

function isClose(option, value, tolerance) {
  const wanted = typedNumber(option.text);
  return value !== null && wanted !== null && Math.abs(wanted - value) <= tolerance + 1e-9;
}

// Right options come first, so that a tolerance never turns a right answer into a near miss.
function optionForNumber(question, value) {
  const right = question.options.filter((option) => option.right);
  const wrong = question.options.filter((option) => !option.right);
  return (
    right.find((option) => isClose(option, value, question.tolerance)) ??
    wrong.find((option) => isClose(option, value, 0))
  );
}

function hasKey(question) {
  return !NOT_JUDGED.includes(question.kind) && question.options.some((option) => option.right);
}

// Returns {right, count, of, extra}. right is true, false, or null where nobody judges; count says
// how many of the parts are right, and extra how many options were chosen that are not right.
function judge(question, answer) {
  if (!hasKey(question)) return { right: null, count: 0, of: 0, extra: 0 };
  if (question.kind === "number") return judgeNumber(question, answer);
  if (question.kind === "order") return judgeOrder(question, answer);
  if (question.kind === "sort") return judgeSort(question, answer);
  return judgeChosen(question, [answer].flat());
}

function judgeChosen(question, chosen) {
  const wanted = question.options.filter((option) => option.right).map((option) => option.text);
  const count = wanted.filter((text) => chosen.includes(text)).length;
  const extra = chosen.filter((text) => !wanted.includes(text)).length;
  return { right: count === wanted.length && extra === 0, count, of: wanted.length, extra };
}

function judgeNumber(question, answer) {
  const option = optionForNumber(question, typedNumber(answer));
  const right = Boolean(option?.right);
  return { right, count: Number(right), of: 1, extra: 0 };
}

function judgeOrder(question, answer) {
  const count = question.options.filter(
    (option) => answer.indexOf(option.text) + 1 === Number(option.place),
  ).length;
  return { right: count === question.options.length, count, of: question.options.length, extra: 0 };
}

function judgeSort(question, answer) {
  const count = question.options.filter((option) => belongs(option, answer[option.text])).length;
  return { right: count === question.options.length, count, of: question.options.length, extra: 0 };
}

// An option of a sorting may have more than one pile, where both can be defended.
function belongs(option, pile) {
  return pilesOf(option).includes(pile);
}

function pilesOf(option) {
  return option.place.split(";").map((pile) => pile.trim());
}

// What is missing before an answer can be handed in; "" if it is complete.
function missing(question, answer) {
  if (question.kind === "sort") return missingInSort(question, answer);
  if (question.kind === "prediction") return missingInPrediction(answer);
  if (question.kind === "order") return answer.length ? "" : "Move something first.";
  if (question.kind === "note") return answer.trim() ? "" : "Write something first.";
  if (question.kind === "number") {
    return typedNumber(answer) === null ? "Type a number, such as 12.5." : "";
  }
  return answer.length ? "" : "Choose an answer first.";
}

function missingInSort(question, answer) {
  const left = question.options.filter((option) => !answer[option.text]).length;
  return left ? `${left} left to sort.` : "";
}

function missingInPrediction(answer) {
  const chance = typedNumber(answer.chance);
  if (chance === null || chance < 0 || chance > 100) return "Give a chance from 0 to 100.";
  return answer.reason.trim() ? "" : "Give a reason: one sentence is enough.";
}
