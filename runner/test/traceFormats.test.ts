/**
 * A run as a picture, a page or a diagram: everything told is there, and no text of a scenario is more than
 * text.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, type TestContext } from "vitest";
import type { Program } from "../../grammar/image/programImage.ts";
import { htmlText } from "../report/drawing/html.ts";
import { escaped } from "../report/drawing/markup.ts";
import { mermaidText } from "../report/drawing/mermaid.ts";
import { impersonationsOf, runStory, threadsShown, type RunStory } from "../report/drawing/runStory.ts";
import { svgText } from "../report/drawing/svg.ts";
import { traceText } from "../report/drawing/traceText.ts";
import { plainPage } from "../report/theme.ts";
import { traceSchema } from "../report/traceSchema.ts";
import { chromiumIsMissing, chromiumPath, startChromium } from "./support/browser.ts";
import { WorkFolder } from "./support/commandLine.ts";
import { failingRecipe, newMachine, programOf, programsOf, scenarioFile } from "./support/compiled.ts";
import { differences } from "./support/conforms.ts";
import { choices, world } from "./support/smallScenarios.ts";

const raised = scenarioFile("attacks/raised-thread.scn");
const raisedProgram = programOf(raised.text, "raised thread", "xp-sp1");
const raisedStory = (): RunStory =>
  runStory(newMachine(), raisedProgram, failingRecipe(raised, raisedProgram), {
    source: raised, again: "guise replay x.scn",
  });

/** The end tags that a text lacks or has too many, in the order in which they are missed. */
function unbalanced(markup: string): string[] {
  const open: string[] = [];
  const wrong: string[] = [];
  for (const [, close, name, self] of markup.matchAll(/<(\/?)([a-z][\w:]*)[^<>]*?(\/?)>/gi)) {
    if (self || ["meta", "br"].includes(name!)) continue;
    if (!close) open.push(name!);
    else if (open.pop() !== name) wrong.push(name!);
  }
  return [...wrong, ...open];
}

/** Stories of the first run of each scenario of a file on its last version. */
function storiesOf(path: string): RunStory[] {
  const source = scenarioFile(path);
  const last = new Map<string, Program>(programsOf(source.text).map((each) => [each.scenario, each]));
  const machine = newMachine();
  return [...last.values()].map((program) =>
    runStory(machine, program, { kind: "drawn", seed: 3n, case: 5n }, { source }));
}

const files = ["attacks", "tutorial"].flatMap((folder) =>
  readdirSync(new URL(`../../scenarios/${folder}`, import.meta.url)).map((name) => `${folder}/${name}`));

describe.each(files)("%s", (path) => {
  const stories = storiesOf(path);

  it("is drawn whole: every step's call, every thread, well-formed", () => {
    for (const story of stories) {
      const [svg, html] = [svgText(story), htmlText(story)];
      expect(unbalanced(svg.replace(/<\?xml.*?\?>/, ""))).toEqual([]);
      expect(unbalanced(html.replace(/<!doctype html>/, ""))).toEqual([]);
      for (const thread of threadsShown(story.trace)) expect(svg).toContain(`>${escaped(thread)}</text>`);
      for (const { number, actor, action } of story.trace.steps)
        expect(html).toContain(escaped(`${number}. ${actor}: ${action}`));
    }
  });

  it("is a diagram in which each line is one of those that Mermaid reads", () => {
    const line =
      /^(sequenceDiagram|  accTitle: .+|  accDescr: .+|  participant \w+ as [^<>]+<br\/>[^<>]*|(  )+(\w+)(->>|-->>|--x)\w+: [^;]*(#\d+;[^;]*)*|(  )+Note over \w+(,\w+)?: .+|  rect rgba\(.*\)|  end)$/;
    for (const story of stories)
      for (const each of mermaidText(story).trimEnd().split("\n")) expect(each).toMatch(line);
  });
});

describe("a raised thread that is robbed", () => {
  it("tells as whom each thread speaks after each step", () => {
    const { trace } = raisedStory();
    const victim = impersonationsOf(trace, "app.victim");
    expect(victim).toHaveLength(trace.steps.length + 1);
    expect(victim[0]).toBeUndefined();
    expect(victim.at(-1)).toMatch(/^impersonates LocalSystem at SecurityImpersonation/);
    // whatever the accomplice does comes behind the raise
    const accomplice = impersonationsOf(trace, "app.accomplice");
    const raise = victim.findIndex((words) => words !== undefined);
    expect(raise).toBeGreaterThan(0);
    expect(accomplice.slice(0, raise + 1).filter((words) => words !== undefined)).toEqual([]);
  });

  it("has what was gained, why, the nearest change, the line that broke and the command in one page", () => {
    const html = htmlText(raisedStory());
    for (const words of [
      "what was gained", "GATE_ABSENT in SeTokenCanImpersonate", "Nearest change",
      "<li>If ", "guise replay x.scn",
    ])
      expect(html).toContain(words);
    expect(html).toMatch(/class="broken">.*never escalation by thief/);
  });

  it("tells a terminal what every step changed in the state", () => {
    const text = traceText(raisedStory(), plainPage);
    expect(text).toMatch(/\n {3}3 {2}app\.victim impersonates LocalSystem at SecurityImpersonation, copyOnOpen\n/);
  });
});

const hostile = '</text><script>alert(1)</script>]]> %%{init: {"securityLevel": "loose"}}%% &amp; end\u202E';
const hostileText = `${world}/// <img src=x onerror=alert(2)>\nscenario "${hostile.replaceAll('"', "'")}" on windows 11 {
  victim: NtOpenProcessToken(app, TOKEN_QUERY) // </pre><iframe src="https://example.org">
}\n`;
const hostileStory = (): RunStory => {
  const [program] = programsOf(hostileText);
  return runStory(newMachine(), program!, { kind: "first" }, {
    source: { name: '"><b>.scn', text: hostileText },
  });
};

describe("a hostile text stays text", () => {
  it("in the page and the picture", () => {
    const [svg, html] = [svgText(hostileStory()), htmlText(hostileStory())];
    for (const markup of [svg, html]) {
      expect(markup).not.toMatch(/<(script|iframe|img|b|a|link|object|foreignObject)\b/i);
      expect(markup.replaceAll("http://www.w3.org/2000/svg", "")).not.toMatch(/<[^>]+\b(src|href|on\w+)=/i);
    }
    expect(html).toContain("default-src &#39;none&#39;");
  });

  it("in the diagram", () => {
    const text = mermaidText(hostileStory());
    expect(text).not.toMatch(/[{}%"]/);
    expect(text.replaceAll("<br/>", "")).not.toContain("<");
  });
});

describe("in Chromium", () => {
  let browser: Browser | undefined;
  beforeAll(async () => {
    const path = chromiumPath();
    if (path === undefined) return console.warn(chromiumIsMissing);
    browser = await startChromium(path);
  }, 60_000);
  afterAll(() => browser?.close());

  const opened = async (context: TestContext, story: RunStory) => {
    if (browser === undefined) return context.skip(chromiumIsMissing);
    const page = await browser.newPage();
    const asked: string[] = [];
    const said: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    page.on("console", (message) => said.push(message.text()));
    page.on("dialog", (dialog) => said.push(dialog.message()));
    await page.setContent(htmlText(story));
    return { page, asked, said };
  };

  it("the page shows picture and steps, asks for nothing and runs nothing", async (context) => {
    for (const story of [raisedStory(), hostileStory()]) {
      const { page, asked, said } = await opened(context, story);
      expect(await page.locator("svg.guise rect.box").count()).toBe(story.trace.steps.length);
      expect(await page.locator("details").count()).toBe(story.trace.steps.length);
      expect(await page.title()).toContain(story.trace.scenario.slice(0, 10));
      expect(asked).toEqual([]);
      expect(said).toEqual([]);
      await page.close();
    }
  });

  it("the picture is well-formed XML, and no line leaves its box", async (context) => {
    const { page } = await opened(context, raisedStory());
    const result = await page.evaluate((svg) => {
      const parsed = new DOMParser().parseFromString(svg, "image/svg+xml");
      const outside = Array.from(document.querySelectorAll("svg.guise g")).flatMap((group) => {
        const box = group.querySelector("rect.box")?.getBoundingClientRect();
        const texts = Array.from(group.querySelectorAll("text")).slice(1);
        return box === undefined
          ? []
          : texts
              .filter((text) => text.getBoundingClientRect().right > box.right)
              .map((text) => text.textContent);
      });
      return { wrong: parsed.querySelector("parsererror")?.textContent ?? "", outside };
    }, svgText(raisedStory()));
    expect(result).toEqual({ wrong: "", outside: [] });
  });
});

describe("guise trace", () => {
  const folder = new WorkFolder({
    "raised.scn": raised.text,
    "choices.scn": world + choices(3),
    "two.scn": `${world}${choices(2)}${choices(3).replace('"choices"', '"others"')}`,
    "wrong.scn": 'scenario "x" { ',
  });
  afterAll(() => folder.remove());

  it("writes the run that fails as data by the published schema", async () => {
    const { code, out } = await folder.run(["trace", "raised.scn", "--scenario", "raised thread", "--format", "json"]);
    expect(code).toBe(0);
    const trace = JSON.parse(out) as { verdict: string };
    expect(differences(trace, traceSchema)).toEqual([]);
    expect(trace.verdict).toBe("failed");
  });

  it("writes a file whole and says nothing", async () => {
    const ended = await folder.run(["trace", "choices.scn", "--format", "svg", "--output", "run.svg"]);
    expect(ended).toMatchObject({ code: 0, out: "" });
    expect(readFileSync(join(folder.path, "run.svg"), "utf8")).toMatch(/^<\?xml[^]*<\/svg>\n$/);
  });

  it.each([
    ["more than one scenario", ["two.scn"], /which scenario\? Choose one with --scenario: "choices", "others"/],
    ["a wrong file", ["wrong.scn"], /SCN\d+/],
    ["an unknown format", ["choices.scn", "--format", "pdf"], /Allowed choices are text, json, mermaid, svg, html/],
    ["a folder that is not there", ["choices.scn", "--output", "none/run.svg"], /there is no such file or folder/],
  ])("says that there is %s, and ends with 2", async (_, args, sentence) => {
    const { code, out, err } = await folder.run(["trace", ...args]);
    expect(code).toBe(2);
    expect(out + err).toMatch(sentence);
  });
});
