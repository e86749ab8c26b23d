/** `fuzz` from outside: the same for any number of workers, stopped in the middle, killed in the middle. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { failsAsWritten, replayText } from "../campaign/flatText.ts";
import { newMachine } from "./support/compiled.ts";
import { WorkFolder, type Ended } from "./support/commandLine.ts";
import { broken, drivers, play, world } from "./support/smallScenarios.ts";

const files = { "play.scn": world + drivers + play };

/** All that was found, without what a clock says. */
function foundIn({ out }: Ended): unknown {
  const { milliseconds: _, ...rest } = JSON.parse(out) as { milliseconds: number };
  return rest;
}

function savedTexts(folder: WorkFolder): string[] {
  return folder.saved().map((name) => readFileSync(join(folder.path, ".guise", "failures", name), "utf8"));
}

interface Campaign { readonly folder: WorkFolder; readonly ended: Ended }
const campaigns = new Map<string, Promise<Campaign>>();
afterAll(async () => {
  for (const { folder } of await Promise.all(campaigns.values())) folder.remove();
});

/** A campaign of 30,000 cases, drawn once for all tests that only look at what it left. */
function campaign(seed: number, workers: number): Promise<Campaign> {
  const words = ["--cases", "30000", "--seed", `${seed}`, "--workers", `${workers}`, "--reporter", "json"];
  const key = words.join(" ");
  if (!campaigns.has(key)) campaigns.set(key, drawn(words));
  return campaigns.get(key)!;
}

async function drawn(words: readonly string[]): Promise<Campaign> {
  const folder = new WorkFolder(files);
  const ended = await folder.run(["fuzz", "play.scn", ...words]);
  expect(ended.code, ended.err).toBe(1);
  return { folder, ended };
}

it("one, two and four workers find the same, count the same and save the same", async () => {
  const answers: unknown[] = [];
  for (const workers of [1, 2, 4]) {
    const { folder, ended } = await campaign(5, workers);
    answers.push({ found: foundIn(ended), saved: folder.saved(), texts: savedTexts(folder) });
  }
  expect((answers[0] as { saved: string[] }).saved.length).toBeGreaterThan(0);
  expect(answers[1]).toEqual(answers[0]);
  expect(answers[2]).toEqual(answers[0]);
});

it("what is saved fails for the reason that it says, and replays from the command line", async () => {
  const { folder } = await campaign(0, 1);
  const machine = newMachine();
  for (const text of savedTexts(folder)) expect(failsAsWritten(machine, text)).toBe(true);
  const paths = folder.saved().map((name) => `.guise/failures/${name}`);
  const replay = await folder.run(["replay", ...paths]);
  expect(replay.code).toBe(1);
  expect(replay.out.match(/still fails for the same reason/g)).toHaveLength(paths.length);
});

it("a case of a campaign is made again from its seed and number, by replay and by explain", async () => {
  const { folder } = await campaign(5, 1);
  const text = savedTexts(folder)[0]!;
  const [, number] = /seed 5, case (\d+)\./.exec(text)!;
  const reason = /^\/\/\/ Reason: (.*)$/m.exec(text)![1]!;
  const again = [["--case", number!, "--seed", "5"], ["--case", number!, "--seed", "6"]] as const;
  const [same, other] = await Promise.all(again.map((words) => folder.run(["replay", "play.scn", ...words])));
  expect(same).toMatchObject({ code: 1, out: expect.stringContaining(reason) as string });
  expect(other!.out).not.toBe(same!.out);
  const title = /^scenario "(.*?)"/m.exec(files["play.scn"])![1]!;
  const words = ["explain", "play.scn", "--scenario", title, ...again[0], "--reporter", "json"];
  const explained = await folder.run(words);
  expect(JSON.parse(explained.out)).toHaveLength(1);
  expect(explained.code).toBe(0);
});

it("a saved failure that another reason breaks is told apart, and one that holds is too", async () => {
  const { folder } = await campaign(0, 1);
  const text = savedTexts(folder)[0]!;
  const other = text.replace(
    /^\/\/\/ Reason: .*$/m,
    '/// Reason: property "no escalation", decided by SOMETHING_ELSE yes',
  );
  const machine = newMachine();
  const holding = savedTexts(folder)
    .map((each) => each.replace("on windows xp-sp1", "on windows 11"))
    .find((each) => replayText(machine, each)?.end.verdict === "Held")!;
  const changed = new WorkFolder({ "other.scn": other, "holding.scn": holding });
  expect(await changed.run(["replay", "other.scn"])).toMatchObject({
    code: 0,
    out: expect.stringContaining("fails for another reason") as string,
  });
  expect(await changed.run(["replay", "holding.scn"])).toMatchObject({
    code: 0,
    out: expect.stringContaining("no longer fails") as string,
  });
  changed.remove();
});

it.each(["1", "2"])(
  "Ctrl-C with %s workers gives the report, and a command that repeats exactly it",
  async (workers) => {
    const folder = new WorkFolder(files);
    const { process: running, ended } = folder.start([
      "fuzz",
      "play.scn",
      "--cases",
      "1000000000",
      "--workers",
      workers,
      "--reporter",
      "json",
    ]);
    const beginning = setInterval(() => {
      if (folder.saved().length === 0) return;
      clearInterval(beginning);
      setTimeout(() => running.kill("SIGINT"), 200);
    }, 20);
    const first = await ended;
    expect([first.code, first.signal], first.err).toEqual([1, null]);
    const { results } = JSON.parse(first.out) as {
      results: { stopped: { cases: number; again: string }; runs: number; saved: unknown }[];
    };
    const { stopped, ...found } = results[0]!;
    expect(stopped.cases).toBe(found.runs);
    expect(stopped.again).toBe(
      `guise fuzz play.scn --scenario play --windows xp-sp1 --seed 0 --cases ${stopped.cases}`,
    );
    const again = await folder.run([...stopped.again.split(" ").slice(1), "--reporter", "json"]);
    const { results: repeated } = JSON.parse(again.out) as { results: object[] };
    expect(repeated[0]).toEqual(found);
    folder.remove();
  },
);

it("a time ends the campaign with the same report", async () => {
  const folder = new WorkFolder(files);
  const { code, out } = await folder.run(["fuzz", "play.scn", "--time", "300ms", "--workers", "1"]);
  expect(code).toBe(1);
  expect(out).toMatch(
    /stopped: every case below [\d,]+ is finished; again:\n\s+guise fuzz play\.scn .*--cases \d+/,
  );
  folder.remove();
});

it("kill -9 leaves only whole files", async () => {
  const folder = new WorkFolder(files);
  const { process: running, ended } = folder.start([
    "fuzz",
    "play.scn",
    "--cases",
    "1000000000",
    "--workers",
    "2",
  ]);
  const beginning = setInterval(() => {
    if (folder.saved().length === 0) return;
    clearInterval(beginning);
    running.kill("SIGKILL");
  }, 1);
  expect((await ended).signal).toBe("SIGKILL");
  const machine = newMachine();
  const names = folder.saved();
  expect(names.length).toBeGreaterThan(0);
  for (const text of savedTexts(folder)) expect(failsAsWritten(machine, text)).toBe(true);
  await folder.run(["fuzz", "play.scn", "--cases", "1", "--workers", "1"]);
  expect(
    readdirSync(join(folder.path, ".guise", "failures")).filter((name) => !name.endsWith(".scn")),
  ).toEqual([]);
  folder.remove();
});

it("what a scenario demands to be broken is told as what it should be", async () => {
  const drawn = broken.replace("{ ", "{ choose n in 1..2; ");
  const folder = new WorkFolder({ "broken.scn": world + drivers + drawn });
  const { code, out } = await folder.run(["fuzz", "broken.scn", "--cases", "100"]);
  expect(code).toBe(0);
  expect(out).toMatch(/property "clean" is broken in step \d+, as it should be/);
  expect(out).not.toContain("✗");
  folder.remove();
});

it("run says mere warnings behind the results, of several files in a line each", async () => {
  const loose = drivers.replaceAll(" else return", " => any");
  const folder = new WorkFolder({ "one.scn": world + loose + broken, "two.scn": world + drivers + broken });
  const { code, out, err } = await folder.run(["run", "."]);
  expect(code).toBe(0);
  expect(out).toContain("2 held");
  expect(err).toMatch(/^one\.scn: \d+ warnings? \(SCN012\); `guise check` shows them\.\n$/);
  folder.remove();
});

it("fuzz tells of what is left the reason and the nearest change that explain and trace tell of its file", async () => {
  const hasty = `${world}object log as file "O:SYG:SYD:(A;;FA;;;SY)(A;;FA;;;BU)"
driver hasty { entry note() {
  ctx = SeCreateClientSecurity(system.main, level: SecurityImpersonation) else return
  SeImpersonateClientEx(ctx) else return
  act log FILE_WRITE_DATA else return
  SeStopImpersonatingClient()
} }
procedure careless() by server.main { for app.victim { act ledger FILE_WRITE_DATA } }
process server as LocalService { thread main }
object ledger as file "O:BAG:BAD:(A;;FA;;;BA)(A;;FA;;;LS)"
scenario "hasty" on windows 11 {
  always clean at user-return
  choose n in 1..2
  victim: enter hasty.note()
}
scenario "careless" on windows 11 { never deputy; choose n in 1..2; careless() }
`;
  const folder = new WorkFolder({ "hasty.scn": hasty });
  const reason = /What decided[^]*?(?=\n *Again)/g;
  const wordsOf = (text: string): string => text.trim().split(/\s+/).join(" ");
  const { out } = await folder.run(["fuzz", "hasty.scn", "--cases", "100"]);
  const files = [...out.matchAll(/guise replay (\S+)/g)].map(([, file]) => file!);
  const told = [...out.matchAll(reason)].map(([text]) => wordsOf(text));
  expect(told).toHaveLength(2);
  for (const [index, file] of files.entries()) {
    const title = /^scenario ("[^"]*")/m.exec(readFileSync(join(folder.path, file), "utf8"))![1]!.slice(1, -1);
    const explained = await folder.run(["explain", file, "--scenario", title]);
    expect(wordsOf(explained.out)).toContain(told[index]);
  }
  folder.remove();
});

it("what cases behind the last one showed that was counted is listed, and its files replay", async () => {
  const ways = Array.from({ length: 9 }, (_, n) => `if n == ${n} { app.victim: NtClose(0x${(4 * n + 4).toString(16)}) }`).join("; ");
  const folder = new WorkFolder({
    "ways.scn": `${world}scenario "ways" on windows 11 { choose n in 0..999; ${ways} }\n`,
  });
  const words = ["fuzz", "ways.scn", "--cases", "20000", "--max-failures", "2", "--workers", "2"];
  const { out } = await folder.run([...words, "--reporter", "json"]);
  const [result] =
    (JSON.parse(out) as { results: { saved: { path: string }[]; beyond: { path: string }[] }[] }).results;
  const paths = [...result!.saved, ...result!.beyond].map(({ path }) => path.split("/").at(-1)!);
  expect(result!.saved).toHaveLength(2);
  expect(result!.beyond.length).toBeGreaterThan(0);
  expect(paths.sort()).toEqual(folder.saved());
  const pretty = await folder.run(words);
  expect(pretty.out.match(/^ *beyond: /gm)).toHaveLength(result!.beyond.length);
  folder.remove();
});

it("a broken twin that is not asked for by itself has its share of the time", async () => {
  const folder = new WorkFolder({
    "twins.scn": `${world}property "low": never app.victim.level == SecurityImpersonation
scenario "rare" on windows 11 breaks "low" { choose n in 0..999; choose m in 0..9
  if n == 7 and m == 3 { app.victim: NtImpersonateThread(current, current, level: SecurityImpersonation) => any } }
scenario "never" on windows 11 repairs "rare" { choose n in 0..999; choose m in 0..9
  if n == 7 and m == 3 { app.victim: NtImpersonateThread(current, current, level: SecurityIdentification) => any } }
`,
  });
  const { out, err } = await folder.run(
    ["fuzz", "twins.scn", "--scenario", "never", "--time", "3s", "--reporter", "json", "--workers", "1"]);
  const [result] = (JSON.parse(out) as { results: { verdict: string; vacuous: string[] }[] }).results;
  expect([result!.verdict, result!.vacuous], err).toEqual(["held", []]);
  folder.remove();
});
