/*
 * The properties behind a dot: of threads, processes, handles and results. Those of tokens are rows of the
 * layout of the state.
 */
import type { WordRows } from "./languageWord.ts";

export const threadProperties = {
  process: {
    meaning: "Its process.", syntax: `THREAD.process`,
    example: `expect app.client.process == app`,
  },
  token: {
    meaning: "Its effective token: the impersonation token where it impersonates, else its process's.",
    syntax: `THREAD.token`,
    example: `expect app.client.token.user == bob`,
  },
  impersonation: {
    meaning: "The token that it impersonates, or `none`.", syntax: `THREAD.impersonation`,
    example: `expect app.client.impersonation == none`,
  },
  impersonating: {
    meaning: "Whether it impersonates.", syntax: `THREAD.impersonating`,
    example: `expect not app.client.impersonating`,
  },
  level: {
    meaning: "The level at which it impersonates, or `none`.", syntax: `THREAD.level`,
    example: `expect app.client.level == none`,
  },
  copyOnOpen: {
    meaning: "Whether opening its token makes a copy; false where it does not impersonate.",
    syntax: `THREAD.copyOnOpen`,
    example: `expect not app.client.copyOnOpen`,
  },
  effectiveOnly: {
    meaning: "Whether copies of its token lose what is not enabled; false where it does not impersonate.",
    syntax: `THREAD.effectiveOnly`,
    example: `expect not app.client.effectiveOnly`,
  },
  mode: {
    meaning: "`user` or `kernel`: whether it is in a driver's code now.", syntax: `THREAD.mode`,
    example: `expect app.client.mode == user`,
  },
  onBehalfOf: {
    meaning: "For whom it acts.", notYet: true, syntax: `THREAD.onBehalfOf`,
    example: `expect app.client.onBehalfOf == none`,
  },
} satisfies WordRows;

export const processProperties = {
  token: { meaning: "Its primary token.", syntax: `PROCESS.token`, example: `expect app.token.type == TokenPrimary` },
  threads: {
    meaning: "Its threads, for quantifiers.", syntax: `every NAME in PROCESS.threads: …`,
    example: `expect every t in app.threads: t.token == app.token`,
  },
  handles: {
    meaning: "Its handles, for quantifiers and `count`.", syntax: `count(PROCESS.handles)`,
    example: `expect count(app.handles) == 0`,
  },
  job: { meaning: "Its job, or `none`.", syntax: `PROCESS.job`, example: `expect app.job == none` },
} satisfies WordRows;

export const handleProperties = {
  token: {
    meaning: "The token that it is to; `none` where it is to something else.", syntax: `HANDLE.token`,
    example: `app.client: t = NtOpenProcessToken(app, TOKEN_QUERY)\nexpect t.token == app.token`,
  },
  object: {
    meaning: "The object that it is to; `none` where it is to something else.", syntax: `HANDLE.object`,
    example: `app.client: h = NtOpenFile(diary, FILE_READ_DATA)\nexpect h.object == diary`,
  },
  access: {
    meaning: "The rights that it was opened with.", syntax: `HANDLE.access`,
    example: `app.client: h = NtOpenFile(diary, FILE_READ_DATA)\nexpect FILE_READ_DATA in h.access`,
  },
} satisfies WordRows;

export const resultProperties = {
  status: {
    meaning: "The status that the call returned.", syntax: `RESULT.status`,
    example: `app.client: h = NtOpenFile(diary, FILE_WRITE_DATA) => any\nexpect h.status == STATUS_ACCESS_DENIED`,
  },
  failed: {
    meaning: "Whether the call failed. A result has each out of its routine as a property too.",
    syntax: `RESULT.failed`,
    example: `app.client: h = NtOpenFile(diary, FILE_WRITE_DATA) => any\nexpect h.failed`,
  },
} satisfies WordRows;
