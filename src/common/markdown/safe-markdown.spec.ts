import { describe, expect, it } from '@jest/globals';
import { faultOfMarkdown } from './safe-markdown.js';

const POLICY = { hosts: new Set(['www.example.com']), appScheme: 'provider' };

describe('faultOfMarkdown', () => {
  it.each([
    '# Título\n\nTexto com **ênfase**, 2 < 3 e `código`.\n\n- um\n- dois\n\n| a | b |\n|---|---|\n| 1 | 2 |',
    '[site](https://www.example.com/a "título") e https://www.example.com/b',
    '[faturas](provider://invoices)',
    'Escreva para encarregado@example.com ou [ligue](tel:+5532999990000).',
    '![logo](https://www.example.com/logo.png)',
    '[por nome][1]\n\n[1]: https://www.example.com/c',
  ])('takes %j', (text) => {
    expect(faultOfMarkdown(text, POLICY)).toBeUndefined();
  });

  it.each([
    'antes <b>depois</b>',
    '<script>alert(1)</script>',
    '<!-- oculto -->',
    '`<img src=x onerror=alert(1)>`',
    '<https://www.example.com/>',
    '< /b> </b>',
  ])('refuses the HTML of %j', (text) => {
    expect(faultOfMarkdown(text, POLICY)).toBe('must be Markdown without HTML');
  });

  it.each([
    '[a](javascript:alert(1))',
    '[a](javascript&#58;alert(1))',
    '[a](data:text/html;base64,AAAA)',
    '[a](//www.example.com/)',
    '[a](/relative)',
    'https://elsewhere.test',
    'www.elsewhere.test',
    '[a][1]\n\n[1]: http://www.example.com/',
    '[1]: https://elsewhere.test',
    '![a](provider://invoices)',
    '![a](mailto:a@example.com)',
    '[a](mailto:a@example.com?bcc=b@elsewhere.test)',
    '> - | a |\n>   |---|\n>   | [a](ftp://www.example.com) |',
  ])('refuses where %j leads', (text) => {
    expect(faultOfMarkdown(text, POLICY)).toBe('must not lead where link or image 1 of it leads');
  });

  it('says which one is refused', () => {
    const text = 'https://www.example.com e [outro](https://elsewhere.test)';
    expect(faultOfMarkdown(text, POLICY)).toBe('must not lead where link or image 2 of it leads');
  });
});
