import { describe, expect, it } from '@jest/globals';
import { acceptedTypeOf } from './file-content.js';

const bytes = (...parts: (string | number[])[]): Buffer =>
  Buffer.concat([...parts.map((part) => Buffer.from(part as string)), Buffer.alloc(64)]);

describe('the type of a file', () => {
  it.each([
    ['jpg', bytes([0xff, 0xd8, 0xff, 0xe0])],
    [
      'png',
      bytes(
        [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13],
        'IHDR',
        new Array<number>(17).fill(0),
        [0, 0, 0, 1],
        'IDAT',
      ),
    ],
    ['pdf', bytes('%PDF-1.7\n')],
    ['heic', bytes([0, 0, 0, 24], 'ftypheic', [0, 0, 0, 0], 'mif1heic')],
    ['heic', bytes([0, 0, 0, 24], 'ftypmif1', [0, 0, 0, 0], 'mif1heic')],
  ])('is read from its content: %s', async (extension, content) => {
    expect((await acceptedTypeOf(content))?.extension).toBe(extension);
  });

  it.each([
    ['a page', bytes('<html><script>alert(1)</script>')],
    ['a program', bytes('MZ')],
    ['an archive', bytes([0x50, 0x4b, 3, 4])],
    [
      'a vector picture, which may hold a script',
      bytes('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg">'),
    ],
    ['a moving picture', bytes('GIF89a')],
    ['a film', bytes([0, 0, 0, 24], 'ftypisom', [0, 0, 0, 0], 'isomiso2')],
    ['nothing', Buffer.alloc(0)],
  ])('is none that is accepted: %s', async (_, content) => {
    expect(await acceptedTypeOf(content)).toBeUndefined();
  });
});
