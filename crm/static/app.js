// Small comforts: keyboard, menus, pickers. Everything works without it except pickers.
"use strict";

const typing = (target) => target.closest("input, select, textarea, [contenteditable]");

function openHelp() {
  document.getElementById("help")?.showModal();
}

function toggleMenu(button) {
  const isOpen = document.body.classList.toggle("menu-open");
  button.setAttribute("aria-expanded", String(isOpen));
}

// Keyboard: "/" searches, "g" and a letter goes, "?" helps.
let isGoing = false;
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") closeMenus(null);
  if (typing(event.target)) return;
  if (event.key === "/") {
    event.preventDefault();
    document.getElementById("global-search")?.focus();
  } else if (event.key === "?") {
    openHelp();
  } else if (isGoing) {
    document.querySelector(`[data-go="${CSS.escape(event.key)}"]`)?.click();
  }
  isGoing = event.key === "g";
});

function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.user-menu[open]")) {
    if (menu !== except) menu.open = false;
  }
}

document.addEventListener("click", (event) => {
  closeMenus(event.target.closest("details.user-menu"));
  const menu = event.target.closest("[data-toggle-menu]");
  if (menu) toggleMenu(menu);
  if (event.target.closest("[data-open-help]")) openHelp();
});

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submit]")) event.target.form.requestSubmit();
});

// Empty filters stay out of the address.
document.addEventListener("htmx:configRequest", (event) => {
  if (!event.detail.elt.matches("[data-drop-empty]")) return;
  for (const [name, value] of Object.entries(event.detail.parameters)) {
    if (value === "") event.detail.parameters.delete(name);
  }
});

// A picker: type a name, choose from the list, keep the id.
class Picker {
  constructor(box) {
    this.source = box.dataset.picker;
    this.input = box.querySelector("[role=combobox]");
    this.id = box.querySelector("input[type=hidden]");
    this.list = box.querySelector("[role=listbox]");
    this.chosen = -1;
    this.input.addEventListener("input", () => this.type());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    this.list.addEventListener("mousedown", (event) => this.click(event));
  }

  type() {
    this.id.value = "";
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.ask(), 200);
  }

  async ask() {
    const query = this.input.value.trim();
    if (!query) return this.close();
    const url = new URL(this.source, location.href);
    url.searchParams.set("q", query);
    const answer = await fetch(url);
    if (!answer.ok || this.input.value.trim() !== query) return;
    this.list.innerHTML = await answer.text();
    this.options().forEach((option, n) => { option.id = `${this.list.id}-${n}`; });
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.mark(-1);
  }

  options() {
    return [...this.list.querySelectorAll("[role=option]")];
  }

  key(event) {
    const options = this.options();
    if (this.list.hidden || !options.length) return;
    if (event.key === "ArrowDown") this.mark((this.chosen + 1) % options.length);
    else if (event.key === "ArrowUp") this.mark((this.chosen - 1 + options.length) % options.length);
    else if (event.key === "Enter") this.take(options[Math.max(0, this.chosen)]);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
  }

  mark(number) {
    this.chosen = number;
    this.options().forEach((option, n) => option.setAttribute("aria-selected", String(n === number)));
    const option = this.options()[number];
    if (option) this.input.setAttribute("aria-activedescendant", option.id);
    else this.input.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  }

  click(event) {
    const option = event.target.closest("[role=option]");
    if (option) this.take(option);
    event.preventDefault();
  }

  take(option) {
    this.input.value = option.dataset.name;
    this.id.value = option.dataset.id;
    this.close();
    this.id.dispatchEvent(new Event("change", { bubbles: true }));
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

function prepare(root) {
  for (const box of root.querySelectorAll("[data-picker]")) {
    if (!box.dataset.isReady) {
      box.dataset.isReady = "yes";
      new Picker(box);
    }
  }
  for (const frame of root.querySelectorAll(".table-frame")) {
    if (frame.scrollWidth > frame.clientWidth) frame.tabIndex = 0;
  }
  root.querySelector("[data-focus]")?.focus();
}

document.addEventListener("htmx:load", (event) => prepare(event.detail.elt));
prepare(document);
