/* Starts Swagger UI, whose script has put SwaggerUIBundle into the window. */

import { isDark } from "./theme.js";

const box = document.getElementById("swagger");

function follow() {
  document.documentElement.classList.toggle("dark-mode", isDark());
}

document.addEventListener("themechange", follow);
follow();
window.SwaggerUIBundle({ domNode: box, url: box.dataset.specification, validatorUrl: null, deepLinking: true });
