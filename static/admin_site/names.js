// Names for what the stock widgets leave without one, for whoever hears the page instead of seeing it.
"use strict";
{
  const said = (text) => (text || "").replace(/\s+/g, " ").replace(/[\s:?]+$/, "").trim();

  // In a table of rows a field is named by the head of its column.
  function columnOf(field) {
    const cell = field.closest("td");
    const heads = cell && cell.closest("table").querySelectorAll("thead th");
    return heads && heads[cell.cellIndex] && heads[cell.cellIndex].textContent;
  }

  function nameOf(field) {
    return said((field.labels && field.labels[0] && field.labels[0].textContent) || columnOf(field));
  }

  function nameFields(rows) {
    for (const field of rows.querySelectorAll("td input:not([type=hidden]), td select, td textarea")) {
      if (!(field.labels && field.labels.length) && columnOf(field)) field.setAttribute("aria-label", nameOf(field));
    }
  }

  function nameColumns(rows) {
    for (const head of rows.querySelectorAll("thead th:empty")) {
      const name = document.createElement("span");
      name.className = "visually-hidden";
      name.textContent = head.matches(":first-child") ? "Ligne" : "Retirer";
      head.append(name);
    }
  }

  // Select2 says what is chosen, not what is asked.
  function nameBox(box) {
    const field = box.previousElementSibling;
    const name = field && field.matches("select") && (field.getAttribute("aria-label") || nameOf(field));
    if (!name) return;
    const combo = box.querySelector("[role=combobox]");
    const chosen = box.querySelector("[role=textbox]");
    combo.setAttribute("aria-label", name);
    if (chosen) {
      combo.id = `${chosen.id}-box`;
      combo.setAttribute("aria-labelledby", `${combo.id} ${chosen.id}`);
      chosen.setAttribute("aria-label", name);
    }
    for (const search of box.querySelectorAll("[role=searchbox]")) search.setAttribute("aria-label", name);
  }

  // "Plage d’ouverture:#1" is not how it is written in French.
  function nameRows() {
    for (const group of document.querySelectorAll(".inline-group")) {
      group.querySelectorAll(".inline-related:not(.empty-form) > h3").forEach((head, index) => {
        const [kind, label] = [head.querySelector("b"), head.querySelector(".inline_label")];
        if (!kind || !label) return;
        const isNew = /^\s*(#|n°)/.test(label.textContent);
        kind.textContent = said(kind.textContent) + (isNew ? "" : "\u00a0:");
        if (isNew) label.textContent = `n°\u00a0${index + 1}`;
      });
    }
  }

  nameRows();
  document.addEventListener("formset:removed", nameRows);
  document.addEventListener("formset:added", nameRows);

  // A row that is added still describes its fields by the help of the blank one it was copied from.
  document.addEventListener("formset:added", (event) => {
    for (const field of event.target.querySelectorAll("[aria-describedby*=__prefix__]")) {
      const number = (/-(\d+)-/.exec(field.id) || [])[1];
      field.setAttribute("aria-describedby", field.getAttribute("aria-describedby").replaceAll("__prefix__", number));
    }
  });

  for (const rows of document.querySelectorAll(".tabular table")) {
    nameColumns(rows);
    nameFields(rows);
  }

  const boxes = (node) => (node.matches(".select2-container") ? [node] : node.querySelectorAll(".select2-container"));
  new MutationObserver((changes) => {
    for (const change of changes) {
      for (const node of change.addedNodes) {
        if (node.nodeType !== Node.ELEMENT_NODE) continue;
        boxes(node).forEach(nameBox);
        if (node.matches("th:empty")) node.textContent = "Retirer";
      }
    }
  }).observe(document.body, { childList: true, subtree: true });
  document.querySelectorAll(".select2-container").forEach(nameBox);
}
