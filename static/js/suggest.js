// Names of communes while typing. They are matched here, from one static file: what is typed travels nowhere.
const MOST = 6;
const SHORTEST = 2;
const SLIP_FROM = 4;
const WORDS = { st: "saint", ste: "sainte" };

const field = document.querySelector("[data-communes]");
// What is said aloud is in the language of the page; 0 stands for what is found or chosen.
const texts = field?.dataset;
let communes;
let shown = [];
let chosen = -1;

function fold(text) {
  const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/œ/g, "oe");
  const words = plain.replace(/[^a-z0-9]+/g, " ").trim().split(" ");
  return words.map((word, at) => (at < words.length - 1 ? WORDS[word] ?? word : word)).join(" ");
}

function read(line) {
  const [name, codes = "", others = ""] = line.split(";");
  const names = [name, ...others.split(",").filter(Boolean)];
  return { name, codes: codes.split(","), names: names.map((one) => ({ shown: one, folded: fold(one) })) };
}

async function load() {
  if (communes) return;
  communes = [];
  try {
    const answer = await fetch(field.dataset.communes);
    if (answer.ok) communes = (await answer.text()).split("\n").filter(Boolean).map(read);
    if (document.activeElement === field) propose();
  } catch {
    // The form works without proposals.
  }
}

// Insertions, removals, replacements and swaps between what is typed and the best beginning of a name.
function slips(typed, name) {
  let before;
  let row = Array.from({ length: name.length + 1 }, (_, at) => at);
  for (let i = 1; i <= typed.length; i++) {
    const next = [i];
    for (let j = 1; j <= name.length; j++) {
      const same = typed[i - 1] === name[j - 1];
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && typed[i - 1] === name[j - 2] && typed[i - 2] === name[j - 1];
      if (swapped) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    [before, row] = [row, next];
  }
  return Math.min(...row);
}

// The smaller the closer; null when it is not a proposal.
function rank(typed, name) {
  if (name === typed) return 0;
  if (name.startsWith(typed)) return 1;
  if (` ${name}`.includes(` ${typed}`)) return 2;
  const allowed = typed.length < SLIP_FROM ? 0 : typed.length < 7 ? 1 : 2;
  const found = allowed && typed[0] === name[0] ? slips(typed, name) : Infinity;
  return found <= allowed ? 2 + found : null;
}

function matches(text) {
  const typed = fold(text);
  if (typed.length < SHORTEST) return [];
  const found = [];
  for (const commune of communes) {
    if (/^\d+$/.test(typed)) {
      const code = commune.codes.find((one) => one.startsWith(typed));
      if (code) found.push({ at: 1, fill: commune.name, text: `${commune.name} (${code})` });
      continue;
    }
    const ranked = commune.names.map((name) => ({ name, at: rank(typed, name.folded) })).filter((one) => one.at !== null);
    if (!ranked.length) continue;
    const { name, at } = ranked.reduce((best, one) => (one.at < best.at ? one : best));
    const text = name.shown === commune.name ? commune.name : `${name.shown} (${commune.name})`;
    found.push({ at, fill: commune.name, text });
  }
  // The file holds the most populated first, and a sort keeps the order of equals.
  return found.sort((one, other) => one.at - other.at).slice(0, MOST);
}

// -- The list ---------------------------------------------------------------------------------
const list = document.createElement("ul");
list.id = "communes-proposees";
list.className = "proposals";
list.setAttribute("role", "listbox");
list.setAttribute("aria-label", texts.list);
list.hidden = true;

const said = document.createElement("p");
said.className = "visually-hidden";
said.setAttribute("role", "status");

function option({ text }, at) {
  const item = document.createElement("li");
  item.id = `commune-${at}`;
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", "false");
  item.textContent = text;
  return item;
}

function propose() {
  shown = matches(field.value);
  list.replaceChildren(...shown.map(option));
  open(shown.length > 0);
  said.textContent = shown.length ? (shown.length > 1 ? texts.many : texts.one).replace("0", shown.length) : "";
}

function open(yes) {
  list.hidden = !yes;
  field.setAttribute("aria-expanded", yes);
  point(-1);
}

function point(at) {
  list.children[chosen]?.setAttribute("aria-selected", "false");
  chosen = at;
  const item = list.children[at];
  item?.setAttribute("aria-selected", "true");
  item?.scrollIntoView({ block: "nearest" });
  if (item) field.setAttribute("aria-activedescendant", item.id);
  else field.removeAttribute("aria-activedescendant");
}

function take(at) {
  field.value = shown[at].fill;
  open(false);
  said.textContent = texts.chosen.replace("0", field.value);
}

const keys = {
  ArrowDown: () => (list.hidden ? propose() : point((chosen + 1) % shown.length)),
  ArrowUp: () => !list.hidden && point((chosen < 1 ? shown.length : chosen) - 1),
  Enter: () => !list.hidden && chosen >= 0 && (take(chosen), true),
  Escape: () => !list.hidden && (open(false), true),
};

if (field) {
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-expanded", "false");
  field.after(list, said);
  field.addEventListener("focus", load);
  if (document.activeElement === field) load();
  field.addEventListener("input", () => communes && propose());
  field.addEventListener("blur", () => open(false));
  field.addEventListener("keydown", (event) => {
    const arrow = event.key.startsWith("Arrow") && keys[event.key];
    const handled = communes?.length && keys[event.key]?.();
    // Enter sends the form when nothing is pointed at.
    if (arrow || handled === true) event.preventDefault();
  });
  // A press would first take the focus away, and close the list.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const item = event.target.closest("[role=option]");
    if (item) take([...list.children].indexOf(item));
  });
}
