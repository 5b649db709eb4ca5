// Leaving at once, and "mode discret". Without this script the exit is a plain link that works.
const PRESSES = 3;
const PATIENCE_MS = 5000;
const title = document.title;
const exit = document.querySelector(".exit");
// The words are those of the page, in its language.
const words = exit.dataset;

// -- Leaving --------------------------------------------------------------------------------
// The page is gone for eyes and screen readers before the next site answers, and its history entry is replaced.
function leave() {
  document.body.hidden = true;
  document.title = "…";
  location.replace(exit.href);
}

function comeBack() {
  document.body.hidden = false;
  document.title = title;
  for (const field of document.getElementsByName("quoi")) field.value = "";
  forget();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-leave]");
  if (link && plain(event)) {
    event.preventDefault();
    leave();
  }
});

// A page kept by the browser comes back as it was left: covered, and with the words that were typed.
addEventListener("pageshow", (event) => event.persisted && comeBack());

// -- Shift, three times ---------------------------------------------------------------------
const said = document.createElement("p");
said.className = "leaving";
said.setAttribute("role", "status");
document.body.append(said);

let presses = 0;
let alone = false;
let timer;

function forget() {
  clearTimeout(timer);
  presses = 0;
  say("");
}

function say(text) {
  said.textContent = text;
  said.dataset.presses = presses;
}

addEventListener("keydown", (event) => {
  if (event.key !== "Shift") {
    if (presses) forget();
    alone = false;
  } else if (!event.repeat) {
    alone = !(event.ctrlKey || event.altKey || event.metaKey);
  }
});

// Shift with a click or with another key is not a press of Shift.
addEventListener("pointerdown", () => (alone = false));

addEventListener("keyup", (event) => {
  if (event.key !== "Shift" || !alone) return;
  alone = false;
  presses += 1;
  clearTimeout(timer);
  if (presses >= PRESSES) return leave();
  say(presses === 1 ? words.twice : words.once);
  timer = setTimeout(() => {
    presses = 0;
    say(words.staying);
    timer = setTimeout(forget, PATIENCE_MS);
  }, PATIENCE_MS);
});

// -- Mode discret ---------------------------------------------------------------------------
// Carried by the address alone: pages of this site replace each other, so Back does not list them.
const here = new URL(location.href);
const discreet = here.searchParams.get("d") === "1";

function plain(event) {
  return event.button === 0 && !(event.ctrlKey || event.shiftKey || event.altKey || event.metaKey);
}

function discreetly(address) {
  const url = new URL(address, location.href);
  if (url.searchParams.get("d") !== "1") url.searchParams.set("d", "1");
  return url.href;
}

for (const part of document.querySelectorAll("[data-discreet]")) {
  part.hidden = part.dataset.discreet !== (discreet ? "on" : "off");
  const link = part.querySelector("a");
  if (discreet) here.searchParams.delete("d");
  link.href = discreet ? here.href : discreetly(location.href);
  link.addEventListener("click", (event) => {
    if (!plain(event)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    location.replace(link.href);
  });
}

if (discreet) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (event.defaultPrevented || !link || !plain(event) || link.hasAttribute("target")) return;
    // A link of the map is drawn: it has no parts to ask for.
    const address = new URL(link.getAttribute("href"), location.href);
    if (address.origin !== location.origin) return;
    event.preventDefault();
    location.replace(discreetly(address));
  });

  // A form would add an entry: it is sent aside, and its answer takes the place of this page.
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (event.defaultPrevented) return;
    event.preventDefault();
    const body = new FormData(form, event.submitter);
    const address = new URL(form.action, location.href);
    try {
      if (form.method === "get") {
        address.search = new URLSearchParams(body);
        location.replace(discreetly(address));
      } else {
        const answer = await fetch(address, { method: "POST", body: new URLSearchParams(body) });
        if (!answer.redirected) throw new Error("an answer to be read where it is");
        location.replace(discreetly(answer.url));
      }
    } catch {
      form.submit();
    }
  });
}
