import { describe, expect, it } from '@jest/globals';
import { writeOnePagePdf } from './one-page-pdf.js';

describe('writeOnePagePdf', () => {
  const text = writeOnePagePdf(['Fatura (1)', 'R$ 1,00 \\ março']).toString('latin1');

  it('points its cross-reference table at its objects', () => {
    const start = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1]);
    expect(text.slice(start, start + 9)).toBe('xref\n0 6\n');
    const offsets = [...text.slice(start).matchAll(/^(\d{10}) 00000 n $/gm)].map((match) => Number(match[1]));
    expect(offsets).toHaveLength(5);
    offsets.forEach((offset, index) => {
      const head = `${index + 1} 0 obj\n`;
      expect(text.slice(offset, offset + head.length)).toBe(head);
    });
  });

  it('declares the length of its content and escapes what delimits text', () => {
    const content = /\/Length (\d+) >>\nstream\n([\s\S]*)\nendstream/.exec(text);
    expect(content?.[2]?.length).toBe(Number(content?.[1]));
    expect(content?.[2]).toContain('(Fatura \\(1\\)) Tj');
    expect(content?.[2]).toContain('(R$ 1,00 \\\\ março) Tj');
  });
});
