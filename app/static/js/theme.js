/* Dark or light: what the system says, until somebody presses the button; a cookie keeps the choice. */

const ONE_YEAR = 365 * 24 * 3600;
const root = document.documentElement;
const system = matchMedia("(prefers-color-scheme: dark)");
const toggle = document.getElementById("theme");

/** Whether the page is dark just now. */
export function isDark() {
  return root.dataset.theme ? root.dataset.theme === "dark" : system.matches;
}

function tell() {
  toggle.setAttribute("aria-pressed", String(isDark()));
  document.dispatchEvent(new Event("themechange"));
}

toggle.addEventListener("click", () => {
  root.dataset.theme = isDark() ? "light" : "dark";
  document.cookie = `theme=${root.dataset.theme}; path=/; max-age=${ONE_YEAR}; samesite=lax`;
  tell();
});
system.addEventListener("change", tell);
toggle.hidden = false;
tell();
