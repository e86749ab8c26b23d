/**
 * NtCreateFile: opens a declared object as NtOpenFile does, with a quality of service. A pipe's server learns
 * from it how far it may impersonate; nothing else looks at it. [MS-doc nf-ntifs-ntcreatefile] facts 7.1,
 * 12.1
 */
import { openFile } from "./NtOpenFile";

/** An NTSTATUS; the result is a handle to the object. `level` NONE is no quality of service. */
export function NtCreateFile(
  object: u32, desiredAccess: u32, level: u32, tracking: u32, effectiveOnly: u32,
): u32 {
  return openFile(object, desiredAccess, 0, level, tracking, effectiveOnly);
}
