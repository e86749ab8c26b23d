/** Resident size of a campaign after ten minutes against that after one, as the system tells it. */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as after } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { filterText } from "./filterProgram.ts";
import { median, type Measured, type SkippedRow } from "./measure.ts";

const MINUTE = 60_000;
const EARLY = 1, LATE = 10;
/** Looks at the size at one time; the garbage that happens to lie about then is not what is asked for. */
const LOOKS = 15;
const cli = fileURLToPath(new URL("cli.js", import.meta.url));

export async function memoryGrowth(): Promise<(Measured | SkippedRow)[]> {
  if (!existsSync("/proc/self/status"))
    return [{ name: "memory-growth", skipped: "this system does not tell resident sizes in /proc" }];
  const folder = mkdtempSync(join(tmpdir(), "guise-memory-"));
  writeFileSync(join(folder, "filter.scn"), filterText());
  const campaign = ["fuzz", "filter.scn", "--scenario", "all properties", "--time", `${LATE * 60 + 30}s`];
  const process_ = spawn(process.execPath, [cli, ...campaign], { cwd: folder, stdio: "ignore" });
  const ended = new Promise((resolve) => process_.on("exit", resolve));
  try {
    const early = await sizeAt(process_.pid!, EARLY * MINUTE);
    const late = await sizeAt(process_.pid!, (LATE - EARLY) * MINUTE);
    const ratios = [late.low / early.high, late.high / early.low];
    return [
      {
        row: {
          name: "memory-growth", unit: "MiB", value: late.middle, baseline: early.middle,
          ratio: late.middle / early.middle, min: ratios[0]!, max: ratios[1]!,
        },
        against: `the same campaign after ${EARLY} minute; value after ${LATE}`,
        goal: "at most 1.1",
      },
    ];
  } finally {
    process_.kill("SIGKILL");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  }
}

/** MiB that a process has in memory, looked at several times around a moment from now. */
async function sizeAt(
  pid: number, milliseconds: number,
): Promise<{ low: number; middle: number; high: number }> {
  await after(milliseconds - LOOKS * 1_000);
  const looks: number[] = [];
  for (let look = 0; look < LOOKS; look++) {
    await after(1_000);
    looks.push(residentSize(pid));
  }
  return { low: Math.min(...looks), middle: median(looks), high: Math.max(...looks) };
}

function residentSize(pid: number): number {
  const line = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  if (line === null) throw new Error("the campaign ended before it should");
  return Number(line[1]) / 1024;
}
