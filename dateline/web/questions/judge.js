// What is right in an answer. Every question is {id, kind, options, ...}; an option is
// {text, right, place, feedback}. tests/answers.csv has the cases this is held to.

const NOT_JUDGED = ["note", "prediction", "position"];

// What somebody typed as a number: "40 %", "2,000 troops", "12,5"; null if it is none.
function typedNumber(text) {
  const digits = String(text)
    .normalize("NFKC")
    .replace(/[٠-٩]/g, (digit) => digit.charCodeAt(0) - 0x660)
    .replace(/[−–]/g, "-")
    .trim();
  const found = digits.match(/^[^\d.,-]{0,3}(-?[\d.,'’\s]*\d)\s*(%|[^\d.,-]{0,30})$/u);
  if (!found) return null;
  let number = found[1].replace(/['’\s]/g, "");
  if (/^-?[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/.test(number)) number = number.replaceAll(",", "");
  else number = number.replace(",", ".");
  return number !== "" && Number.isFinite(Number(number)) ? Number(number) : null;
}

function closeEnough(option, value, tolerance) {
  const wanted = typedNumber(option.text);
  return wanted !== null && Math.abs(wanted - value) <= (tolerance || 0) + 1e-9;
}

// Right options are tried first, so that a tolerance never turns a right answer into a near miss.
function optionForNumber(question, value) {
  const rightFirst = [...question.options].sort((a, b) => Number(b.right) - Number(a.right));
  return rightFirst.find((option) =>
    closeEnough(option, value, option.right ? question.tolerance : 0)
  );
}

function hasKey(question) {
  return !NOT_JUDGED.includes(question.kind) && question.options.some((option) => option.right);
}

// Returns {right: true, false or null (not judged), count, of}: how many parts are right.
function judge(question, answer) {
  if (!hasKey(question)) return { right: null, count: 0, of: 0 };
  const judges = { number: judgeNumber, order: judgeOrder, sort: judgeSort, several: judgeSeveral };
  return (judges[question.kind] || judgeChoice)(question, answer);
}

function judgeChoice(question, answer) {
  const right = question.options.some((option) => option.text === answer && option.right);
  return { right, count: Number(right), of: 1 };
}

function judgeSeveral(question, answer) {
  const wanted = question.options.filter((option) => option.right).map((option) => option.text);
  const found = wanted.filter((text) => answer.includes(text));
  const extra = answer.filter((text) => !wanted.includes(text));
  return {
    right: found.length === wanted.length && extra.length === 0,
    count: found.length,
    of: wanted.length,
  };
}

function judgeNumber(question, answer) {
  const option = optionForNumber(question, typedNumber(answer));
  return { right: Boolean(option && option.right), count: Number(Boolean(option?.right)), of: 1 };
}

function judgeOrder(question, answer) {
  const placeOf = Object.fromEntries(question.options.map((option) => [option.text, option.place]));
  const count = answer.filter((text, index) => Number(placeOf[text]) === index + 1).length;
  return { right: count === question.options.length, count, of: question.options.length };
}

function judgeSort(question, answer) {
  const judged = question.options.filter((option) => option.right);
  const count = judged.filter((option) => pilesOf(option).includes(answer[option.text])).length;
  return { right: count === judged.length, count, of: judged.length };
}

// An option of a sorting may belong to more than one pile, where both can be defended.
function pilesOf(option) {
  return option.place.split(";").map((pile) => pile.trim());
}

// What is still missing before an answer can be handed in; "" if it is complete.
function missing(question, answer) {
  if (question.kind === "sort") {
    const left = question.options.filter((option) => !answer[option.text]).length;
    return left ? `${left} still to sort.` : "";
  }
  if (question.kind === "prediction") {
    const chance = typedNumber(answer.chance ?? "");
    if (chance === null || chance < 0 || chance > 100) return "Give a chance from 0 to 100.";
    return (answer.reason ?? "").trim() ? "" : "Give a reason: one sentence is enough.";
  }
  if (question.kind === "order") return answer.length ? "" : "Move something first.";
  if (!answer || !answer.length || !String(answer).trim()) {
    return question.kind === "note" ? "Write something first." : "Choose an answer first.";
  }
  if (question.kind === "number" && typedNumber(answer) === null) return "Type a number, such as 12.5.";
  return "";
}
