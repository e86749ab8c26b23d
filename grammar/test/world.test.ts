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

describe("entries that are only inherited do not speak for the object itself", () => {
  const accessListOf = (sddl: string): unknown => {
    const text = `${world.split("\n")[0]}\nprocess app as alice { thread one }\nobject o as file "${sddl}"
scenario "s" on windows 11 { app.one: NtOpenFile(o, FILE_READ_DATA) => any }`;
    const { image } = compile(text).value.scenarios[0]!.program("11");
    return image.accessLists[Number(image.initial.object![1]!.descriptor) >>> 16];
  };

  test.each(["(ML;OIIO;NW;;;LW)", "(ML;IO;NWNR;;;SI)"])("a label %s counts like none", (label) => {
    expect(accessListOf(`D:(A;;FA;;;WD)S:${label}`)).toEqual(accessListOf("D:(A;;FA;;;WD)"));
  });

  test.each(["(ML;;NW;;;LW)", "(ML;OICI;NW;;;LW)"])("a label %s counts", (label) => {
    expect(accessListOf(`D:(A;;FA;;;WD)S:${label}`)).toMatchObject({
      label: { integrity: 0x1000, policy: 1 },
    });
  });

  test.each([["A", "IO", true], ["D", "OIIO", true], ["A", "OICI", false], ["D", "", false]])(
    "(%s;%s;…) is inherit-only: %s", (type, flags, inheritOnly) => {
      expect(accessListOf(`D:(${type};${flags};FA;;;WD)`)).toMatchObject({
        entries: [{ deny: type === "D", inheritOnly }],
      });
    },
  );
});

test("a token has the origin of its logon session, where the account says none itself", () => {
  const text = `session evening { logon 0x4000; origin night }
session night { logon 0x4001; origin LocalSystem }
account alice { logon evening }
account bob { logon evening; origin 0 }
account carol { }
process first as alice { thread one }
process second as bob { thread one }
process third as carol { thread one }
scenario "s" on windows 11 { first.one: NtOpenProcessToken(first, TOKEN_QUERY) }`;
  const { image } = compile(text).value.scenarios[0]!.program("11");
  const origins = image.initial.process!.slice(2).map(
    (process) => image.initial.token![Number(process.token)]!.origin,
  );
  const silent = compile(text.replace("; origin night", "")).value.scenarios[0]!.program("11").image;
  const bySilence = silent.initial.token![Number(silent.initial.process![2]!.token)]!.origin;
  expect(origins).toEqual([0x4001, 0, bySilence]);
});
