/*
 * The two-letter words of security descriptor strings, from "ACE Strings" and "SID Strings" of the Windows
 * documentation. Aliases of SIDs that are the same everywhere stand with the SIDs, in
 * core/tables/securityIdentifiers.ts.
 */

/**
 * Rights of directory objects (which name the nine lowest bits), standard, generic, of files, of keys; as
 * Windows orders them.
 */
export const rightsByCode: Readonly<Record<string, number>> = {
  CC: 0x00000001, DC: 0x00000002, LC: 0x00000004, SW: 0x00000008, RP: 0x00000010, WP: 0x00000020,
  DT: 0x00000040,
  LO: 0x00000080, CR: 0x00000100,
  SD: 0x00010000, RC: 0x00020000, WD: 0x00040000, WO: 0x00080000,
  GA: 0x10000000, GX: 0x20000000, GW: 0x40000000, GR: 0x80000000,
  FA: 0x001f01ff, FR: 0x00120089, FW: 0x00120116, FX: 0x001200a0,
  KA: 0x000f003f, KR: 0x00020019, KW: 0x00020006, KX: 0x00020019,
};

/** What a mandatory label forbids: SYSTEM_MANDATORY_LABEL_NO_WRITE_UP, _NO_READ_UP, _NO_EXECUTE_UP. */
export const labelRights: Readonly<Record<string, number>> = { NW: 0x1, NR: 0x2, NX: 0x4 };

/**
 * Object and container inherit, no propagation, inherit only, inherited; audit of success and of failure;
 * critical. All but `IO` leave open whether the entry holds for the object itself: it does.
 */
export const aceFlags = ["OI", "CI", "NP", "IO", "ID", "SA", "FA", "CR"] as const;
export type AceFlag = (typeof aceFlags)[number];

/** Types of entries that Windows knows and the model does not. */
export const otherAceTypes: Readonly<Record<string, string>> = {
  OA: "an entry that allows a part of an object", OD: "an entry that denies a part of an object",
  AU: "an audit entry", AL: "an alarm entry", OU: "an audit entry for a part of an object",
  OL: "an alarm entry for a part of an object",
  XA: "a conditional entry", XD: "a conditional entry", XU: "a conditional audit entry",
  ZA: "a conditional entry for a part of an object",
  RA: "a resource attribute", SP: "a central policy", TL: "a process trust label", FL: "an access filter",
};

/** Aliases whose SID depends on the domain or the machine. */
export const domainAliases: Readonly<Record<string, string>> = {
  AP: "protected users", CA: "certificate publishers", CN: "cloneable domain controllers",
  DA: "domain administrators",
  DC: "domain computers", DD: "domain controllers", DG: "domain guests", DU: "domain users",
  EA: "enterprise administrators",
  EK: "enterprise key administrators", KA: "key administrators", LA: "the local administrator",
  LG: "the local guest",
  PA: "group policy administrators", RO: "enterprise read-only domain controllers",
  RS: "remote access servers",
  SA: "schema administrators",
};
