/**
 * NtOpenProcessToken: NtOpenProcessTokenEx without attributes of the handle. [MS-doc] [ReactOS ps/security.c]
 * facts 11.2
 */
import { NtOpenProcessTokenEx } from "./NtOpenProcessTokenEx";

/** An NTSTATUS; the result is a handle to the token. */
export function NtOpenProcessToken(process: u32, desiredAccess: u32): u32 {
  return NtOpenProcessTokenEx(process, desiredAccess, 0);
}
