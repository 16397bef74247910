import { describe, expect, it } from '@jest/globals';
import { maskEmail, maskPhone } from './contact-masking.js';

describe('masking of contacts', () => {
  it.each([
    ['+5532999998888', '(32) *****-8888'],
    ['3244444444', '(32) ****-4444'],
    ['99998888', '***'],
    ['', '***'],
  ])('shows the phone %p as %p', (text, masked) => {
    expect(maskPhone(text)).toBe(masked);
  });

  it.each([
    ['joao.silva@provedor.com.br', 'j***@provedor.com.br'],
    [' ana@x.com ', 'a***@x.com'],
    ['j@x.com', '***@x.com'],
    ['😀lua@x.com', '😀***@x.com'],
    ['"a@b"@x.com', '"***@x.com'],
    ['@x.com', '***'],
    ['joao@', '***'],
    ['joao', '***'],
    ['', '***'],
  ])('shows the e-mail %p as %p', (text, masked) => {
    expect(maskEmail(text)).toBe(masked);
  });
});
