#!/usr/bin/env node
/**
 * Builds what a checkout needs, once: the generated files of the core, the module in two targets, the bundles
 * of the command line and of the browser. A stamp remembers the digest of all inputs; a second build touches
 * no file and says so.
 *
 * Plain JavaScript, because it runs before anything else is built.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const PIECES_STAY = 24 * 60 * 60 * 1000;
const stampFile = join(root, "build", "stamp");
// tests are no sources, but for the one that is a command
const sources = [
  "core",
  "grammar",
  "runner",
  "core/test/oracle",
  "core/test/support",
  "package.json",
  "asconfig.json",
];

function* filesBelow(path) {
  if (!existsSync(path)) return;
  if (!path.endsWith(".json") && !/\.[a-z]+$/.test(path)) {
    for (const name of readdirSync(path).sort()) {
      if (name !== "test" && name !== "node_modules") yield* filesBelow(join(path, name));
    }
    return;
  }
  yield path;
}

function digest() {
  const hash = createHash("sha256").update(process.version.split(".")[0]);
  for (const source of sources) {
    for (const file of filesBelow(join(root, source))) {
      if (/\.(ts|js|json|html|css)$/.test(file))
        hash.update(relative(root, file)).update("\0").update(readFileSync(file));
    }
  }
  return hash.digest("hex");
}

function writeIfChanged(file, text) {
  if (existsSync(file) && readFileSync(file, "utf8") === text) return false;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return true;
}

/** Writes core/generated from the tables; answers the names of the files that changed. */
async function generate(esbuild) {
  const bundle = join(root, "build", "generate.mjs");
  await esbuild.build({
    entryPoints: [join(root, "core/tables/generate.ts")],
    bundle: true,
    platform: "neutral",
    format: "esm",
    outfile: bundle,
    logLevel: "error",
  });
  const { generated } = await import(`${pathToFileURL(bundle).href}?${Date.now()}`);
  return Object.entries({ ...generated(), ...(await readings()) })
    .filter(([name, text]) => writeIfChanged(join(root, "core/generated", name), text))
    .map(([name]) => name);
}

/**
 * What is read out of the routines for the manual. It takes the TypeScript compiler, which only developers have;
 * without it the committed file stays.
 */
async function readings() {
  const { default: typescript } = await import("typescript").catch(() => ({ default: undefined }));
  if (typescript === undefined) {
    console.log("build: typescript is not installed, core/generated/readings.json stays as it is");
    return {};
  }
  const { readRoutines } = await import("../../core/reading/readRoutines.js");
  return { "readings.json": readRoutines(typescript, join(root, "core")) };
}

/** Compiles the core; throws with the compiler's own words when it does not compile. */
async function compileCore(target) {
  const { default: asc } = await import("assemblyscript/asc");
  const { error, stderr } = await asc.main([
    "--config",
    join(root, "asconfig.json"),
    "--target",
    target,
    "--baseDir",
    root,
  ]);
  if (error) throw new Error(`the core does not compile (${target})\n${stderr.toString()}`);
}

/** Puts a file in its place whole: who reads it meanwhile has the one before. */
function putInPlace(file, content) {
  const beside = `${file}.${process.pid}.tmp`;
  writeFileSync(beside, content);
  renameSync(beside, file);
}

/**
 * Puts the bundles in place, what they load before those that load it, and removes pieces that nobody can ask
 * for any more. A process loads a piece when it first needs it, so one that was started before this build may
 * still ask for those that were current until now: they stay for a day from here.
 */
export function placeBundles(folder, bundles) {
  const isPiece = (name) => name.startsWith("piece-") && name.endsWith(".js");
  const pieces = bundles.filter(({ name }) => isPiece(name));
  for (const { name, content } of [...pieces, ...bundles.filter(({ name }) => !isPiece(name))])
    putInPlace(join(folder, name), content);
  const current = new Set(pieces.map(({ name }) => name));
  const listFile = join(folder, "pieces.json");
  const before = existsSync(listFile) ? new Set(JSON.parse(readFileSync(listFile, "utf8"))) : undefined;
  for (const name of readdirSync(folder).filter((each) => isPiece(each) && !current.has(each))) {
    const file = join(folder, name);
    if (before === undefined || before.has(name)) utimesSync(file, new Date(), new Date());
    else if (Date.now() - statSync(file).mtimeMs > PIECES_STAY) rmSync(file);
  }
  putInPlace(listFile, JSON.stringify([...current]));
}

async function bundleHost(esbuild) {
  const common = {
    bundle: true,
    format: "esm",
    target: "es2022",
    logLevel: "error",
    minify: true,
    legalComments: "none",
    sourcemap: false,
  };
  const node = {
    ...common,
    outdir: join(root, "build"),
    platform: "node",
    banner: {
      js: 'import { createRequire as guiseCreateRequire } from "node:module"; const require = guiseCreateRequire(import.meta.url);',
    },
  };
  // what only some commands need lies in pieces of its own, which are loaded when they are asked for
  const { outputFiles } = await esbuild.build({
    ...node,
    entryPoints: {
      cli: join(root, "runner/node/main.ts"),
      worker: join(root, "runner/node/worker.ts"),
      shrinkWorker: join(root, "runner/node/shrinkWorker.ts"),
    },
    // it brings a large library along, which nobody should wait for who does not ask for it
    external: ["junit-report-builder"],
    splitting: true,
    chunkNames: "piece-[hash]",
    write: false,
  });
  await esbuild.build({
    ...node,
    entryPoints: {
      oracle: join(root, "core/test/oracle/main.ts"),
      bench: join(root, "runner/bench/main.ts"),
      coverage: join(root, "runner/coverage/main.ts"),
    },
    // only who develops Guise has it, and only one row of the benchmark asks for it
    external: ["fast-check"],
  });
  placeBundles(
    join(root, "build"),
    outputFiles.map(({ path, contents }) => ({ name: basename(path), content: contents })),
  );
  rmSync(join(root, "build", "cache"), { recursive: true, force: true });
  const browser = join(root, "runner/web/browser.ts");
  if (existsSync(browser))
    await esbuild.build({
      ...common,
      entryPoints: [browser],
      outfile: join(root, "build", "browser.js"),
      platform: "browser",
    });
}

export async function build({ generateOnly = false } = {}) {
  const esbuild = await import("esbuild");
  if (generateOnly)
    return console.log(`generated: ${(await generate(esbuild)).join(", ") || "nothing changed"}`);
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === digest())
    return console.log("build: up to date, no file touched");
  const started = Date.now();
  await generate(esbuild);
  await compileCore("release");
  await compileCore("debug");
  await bundleHost(esbuild);
  writeIfChanged(stampFile, digest());
  console.log(`build: done in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await build({ generateOnly: process.argv.includes("--generate") }).catch((error) => {
    console.error(error.message);
    process.exit(3);
  });
}
