/** Rights that every type of object knows, and those that are mapped before they are granted. [CK winnt.h] facts 16.6 */
export const READ_CONTROL: u32 = 0x00020000;
export const WRITE_DAC: u32 = 0x00040000;
export const WRITE_OWNER: u32 = 0x00080000;
export const ACCESS_SYSTEM_SECURITY: u32 = 0x01000000;
export const MAXIMUM_ALLOWED: u32 = 0x02000000;
export const GENERIC_ALL: u32 = 0x10000000;
export const GENERIC_EXECUTE: u32 = 0x20000000;
export const GENERIC_WRITE: u32 = 0x40000000;
export const GENERIC_READ: u32 = 0x80000000;
