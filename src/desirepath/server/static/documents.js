// What the page asks of the server, and how it makes elements: texts are set as text, never as markup.

export const at = (id) => document.getElementById(id);

export async function ask(path) {
  let reply;
  try {
    reply = await fetch(path);
  } catch {
    throw new Error("The server does not answer. Is desirepath serve still running?");
  }
  if (reply.ok) return reply;
  const problem = await reply.json().catch(() => ({}));
  throw new Error(problem.detail ?? `The server answered ${reply.status}.`);
}

export const json = async (path) => (await ask(path)).json();

export function make(tag, text, className) {
  const element = document.createElement(tag);
  if (text !== undefined && text !== null) element.textContent = text;
  if (className) element.className = className;
  return element;
}

// An element whose text came from outside: it reads in its own direction.
export function told(tag, text, className) {
  return Object.assign(make(tag, text, className), { dir: "auto" });
}
