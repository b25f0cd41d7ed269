// Runs Azurite for as long as whoever started it lives: it ends, and writes what it has confirmed, when its input is closed.
// Ctrl-C and a closed terminal reach every process of that terminal at once; storage does not end by them, but after the functions.
const once = process.once.bind(process);
process.once = (event, listener) => (event === "SIGINT" ? process : once(event, listener));
for (const signal of ["SIGINT", "SIGHUP"]) process.on(signal, () => {});

// Nobody may be left to read what it prints.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});

process.stdin.on("close", () => {
  // The message is Azurite's own way of being ended; nobody listens to it while it is still starting.
  if (!process.emit("message", "shutdown")) process.exit();
  setTimeout(() => process.exit(), 15_000).unref();
});
process.stdin.resume();

require("./node_modules/azurite/dist/src/azurite.js");
