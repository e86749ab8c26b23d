/**
 * The very same module as native code: wasm2c turns it into C, gcc optimises that for this processor. Memory
 * accesses are checked by signal handlers, as V8 does. Each figure is of a process of its own, so that one
 * lucky layout does not decide.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { encodeImage } from "../../grammar/image/encodeImage.ts";
import type { FilterProgram } from "./filterProgram.ts";
import { interleave, processorSeconds, rowOf, type Measured, type SkippedRow } from "./measure.ts";
import { RawCore, SEED } from "./rawCore.ts";

const ROUNDS = 7;
const WARM_UP = 300_000;
const CASES = 600_000;
const runtimeFolders = ["/usr/share/wabt/wasm2c", "/usr/local/share/wabt/wasm2c"];
const bench = fileURLToPath(new URL("bench.js", import.meta.url));

/** What one process answers. */
interface Drawn { readonly seconds: number; readonly operations: number }

export async function native({ judged }: FilterProgram): Promise<(Measured | SkippedRow)[]> {
  const missing = missingTool();
  if (missing !== undefined)
    return [{ name: "native", skipped: `${missing}, so there is no native code to compare with` }];
  const folder = mkdtempSync(join(tmpdir(), "guise-native-"));
  try {
    const image = join(folder, "image");
    writeFileSync(image, encodeImage(judged.image));
    const program = buildNative(folder);
    const operations = new Set<number>();
    const speed = (file: string, before: readonly string[]): number => {
      const drawn = JSON.parse(
        execFileSync(file, [...before, image, String(WARM_UP), String(CASES)], { encoding: "utf8" }),
      ) as Drawn;
      operations.add(drawn.operations);
      return drawn.operations * (CASES / (WARM_UP + CASES)) / drawn.seconds;
    };
    const rounds = await interleave(
      ROUNDS,
      () => speed(process.execPath, [bench, "draw"]),
      () => speed(program, []),
    );
    if (operations.size !== 1)
      throw new Error(
        `native code and the module in Node do not agree: ${[...operations].join(", ")} operations`,
      );
    return [
      {
        row: rowOf("native", "operations/s", rounds),
        against: "wasm2c and gcc -O3 -march=native",
        goal: "at least 0.8",
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The same work in a process of Node. */
export function drawInProcess(image: string, warmUp: number, cases: number): Drawn {
  const core = new RawCore(new Uint8Array(readFileSync(image)));
  core.draw(0, warmUp);
  const seconds = processorSeconds(() => core.draw(warmUp, cases));
  return { seconds, operations: core.counts().operations };
}

function missingTool(): string | undefined {
  for (const tool of ["wasm2c", "gcc"]) {
    if (spawnSync(tool, ["--version"], { stdio: "ignore" }).error !== undefined) return `${tool} is missing`;
  }
  return runtimeFolder() === undefined
    ? `the runtime of wasm2c is missing in ${runtimeFolders.join(" and ")}`
    : undefined;
}

const runtimeFolder = (): string | undefined =>
  runtimeFolders.find((folder) => existsSync(join(folder, "wasm-rt-impl.c")));

/** Builds the native program in a folder; answers its path. */
function buildNative(folder: string): string {
  const runtime = runtimeFolder()!;
  execFileSync("wasm2c", [
    fileURLToPath(new URL("core.wasm", import.meta.url)),
    "-n",
    "core",
    "-o",
    join(folder, "core.c"),
  ]);
  const sources = readdirSync(runtime)
    .filter((name) => /^wasm-rt-(mem-)?impl\.c$/.test(name))
    .map((name) => join(runtime, name));
  const driver = fileURLToPath(new URL("../runner/bench/native.c", import.meta.url));
  const program = join(folder, "native");
  execFileSync("gcc", [
    "-O3",
    "-march=native",
    "-DWASM_RT_MEMCHECK_SIGNAL_HANDLER=1",
    `-DSEED=${SEED}`,
    ...namesOf(readFileSync(join(folder, "core.h"), "utf8")),
    "-I",
    folder,
    "-I",
    runtime,
    driver,
    join(folder, "core.c"),
    ...sources,
    "-lm",
    "-o",
    program,
  ]);
  return program;
}

/** How this version of wasm2c names things. */
function namesOf(header: string): string[] {
  return header.includes("Z_core_instance_t")
    ? [
        "-DINSTANCE=Z_core_instance_t",
        "-DEXPORT(name)=Z_coreZ_##name",
        "-DINSTANTIATE(core)=(Z_core_init_module(),Z_core_instantiate(core))",
      ]
    : [
        "-DINSTANCE=w2c_core",
        "-DEXPORT(name)=w2c_core_##name",
        "-DINSTANTIATE(core)=wasm2c_core_instantiate(core)",
      ];
}
