// Before anything is drawn: the theme that was chosen here, or the system's, so that no page flashes white.
const kept = localStorage.getItem("mantine-color-scheme-value");
const dark = kept === "dark" || (kept !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
document.documentElement.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
