/* What the state before the first step holds, where versions differ. */
import { describe, expect, test } from "vitest";
import { descriptorKinds } from "../../core/tables/kinds.ts";
import { compile } from "../compile.ts";
import type { StateRow } from "../image/programImage.ts";

const world = `account alice { user S-1-5-21-7-7-7-1004; groups Users }
process nobody as AnonymousLogon { thread one }
process daemon as LocalSystem { thread one }
process app as alice { thread one }
scenario "s" on windows 11, reactos { app.one: NtOpenProcessToken(app, TOKEN_QUERY) }`;

const kindOf = (value: StateRow[string] | undefined): string =>
  descriptorKinds.find((row) => row.value === (Number(value ?? 0) & 0xff))!.name;

/** Kind of the descriptor that the token of each process has. */
function tokenDescriptors(version: string): Record<string, string> {
  const { image, names } = compile(world).value.scenarios[0]!.program(version);
  return Object.fromEntries(
    image.initial.process!.slice(1).map((process, index) => [
      names.processes[index + 1]!, kindOf(image.initial.token![Number(process.token)]!.descriptor),
    ]),
  );
}

describe("tokens of the beginning", () => {
  test("all have a descriptor on Windows", () => {
    expect(tokenDescriptors("11")).toEqual({ system: "List", nobody: "List", daemon: "List", app: "List" });
  });

  test("the boot token and anonymous tokens have none on ReactOS", () => {
    expect(tokenDescriptors("reactos")).toEqual({
      system: "None", nobody: "None", daemon: "List", app: "List",
    });
  });
});
