/* Starts Swagger UI, whose script has put SwaggerUIBundle into the window. */

const box = document.getElementById("swagger");

document.documentElement.classList.toggle("dark-mode", matchMedia("(prefers-color-scheme: dark)").matches);
window.SwaggerUIBundle({ domNode: box, url: box.dataset.specification, validatorUrl: null, deepLinking: true });
