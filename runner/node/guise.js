#!/usr/bin/env node
/** The launcher that `npx guise` starts: builds what is missing, then hands over to the bundled command line. */
import { existsSync } from "node:fs";

const commandLine = new URL("../../build/cli.js", import.meta.url);
if (!existsSync(commandLine)) {
  const { build } = await import("./build.js");
  console.error("guise: first start, building …");
  await build().catch((error) => {
    console.error(`guise: it could not be built.\n${error.message}`);
    process.exit(3);
  });
}
await import(commandLine.href);
