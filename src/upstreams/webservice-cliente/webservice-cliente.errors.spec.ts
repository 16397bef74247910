import { describe, expect, it } from '@jest/globals';
import { bare, dataOf, documentBytes } from './webservice-cliente.errors.js';

describe('a failure of the ERP', () => {
  // Texts as the document "Documentação WebService Cliente" prints them in its examples of failures.
  it.each([
    [{ error: 'Nao foi possivel encontrar um cliente com esses dados de acesso' }, 'customer-credential'],
    [{ error: 'Senha atual digitada, diferente da senha cadastrada' }, 'customer-credential'],
    [{ error: 'Internal Server Error' }, 'unavailable'],
    [{ error: 'INTERNAL_SERVER_ERROR' }, 'unavailable'],
    [{ error: 'Contrato nao encontrado' }, 'not-found'],
    [{ error: 'Atendimento nao encontrado' }, 'not-found'],
    [{ error: 'Atendimento nao encontrato' }, 'not-found'],
    [{ error: 'O idCliente informado não pertence a nenhum cliente cadastrado no sistema.' }, 'not-found'],
    [{ error: 'O idProspecto informado nao pertence a nenhum prospecto cadastrado no sistema.' }, 'not-found'],
    [{ ClienteEncontrato: false }, 'not-found'],
    [{ ClienteEncontrado: false }, 'not-found'],
    [{ error: 'Token inválido ou expirado.' }, 'our-credential'],
    [{ Error: ' Não foi possivel reseta a senha.' }, 'rejected'],
    [{ error: 'Existem debitos em aberto no periodo selecionado' }, 'rejected'],
    [{ error: 'A fatura informada já se encontra inteiramente quitada.' }, 'rejected'],
    [{ error: 'O tamanho da imagem foto.jpg excede o limite de 5MB.' }, 'rejected'],
    [{ resposta: 'FALHA' }, 'rejected'],
    [{ access: false }, 'rejected'],
    [{ Status: 'INTERNAL_SERVER_ERROR', Mensagem: 'Não foi possível realizar o aceite.' }, 'unavailable'],
    [{ status: 'NOT_FOUND' }, 'not-found'],
    [{ status: 'BAD REQUEST' }, 'rejected'],
    [{ status: 'UNAUTHORIZED' }, 'our-credential'],
    ['FALHA', 'rejected'],
    ['NOT_ACCEPTABLE', 'rejected'],
  ])('is read of %j', (payload, kind) => {
    expect(bare(payload, 200)).toEqual({ ok: false, kind, reason: expect.stringMatching(/^[a-z_-]+$/) });
  });

  it.each([
    [{ status: 'OK', data: [] }],
    [{ status: 'HABILITADO' }],
    [{ Status: 'NOT MODIFIED' }],
    [{ access: true }],
    [{ internalError: null }],
    [{ ClienteEncontrato: true }],
    [{ resposta: 'SUCESSO' }],
    ['SUCESSO'],
    ['ACCEPTED'],
    [[]],
    [null],
    [undefined],
    [5],
  ])('is not read of %j', (payload) => {
    expect(bare(payload, 200)).toEqual({ ok: true, value: payload });
  });

  it('hides what the ERP wrote', () => {
    expect(JSON.stringify(bare({ error: 'MARINA 11144477735 nao encontrado' }, 200))).not.toMatch(/MARINA|111444/);
  });
});

describe('envelopes', () => {
  it('bare is the payload itself', () => {
    expect(bare({ a: 1 }, 200)).toEqual({ ok: true, value: { a: 1 } });
    expect(bare({ error: 'Internal Server Error' }, 200)).toMatchObject({ ok: false });
  });

  it('dataOf opens `data`', () => {
    expect(dataOf({ data: [1], status: 'OK' }, 200)).toEqual({ ok: true, value: [1] });
    expect(dataOf({ status: 'OK' }, 200)).toEqual({ ok: false, kind: 'bad-payload', reason: 'no-data' });
    expect(dataOf([], 200)).toMatchObject({ kind: 'bad-payload' });
  });

  it('documentBytes takes bytes only', () => {
    const bytes = new Uint8Array([1]);
    expect(documentBytes(bytes, 200)).toEqual({ ok: true, value: bytes });
    expect(documentBytes({ error: 'Internal Server Error' }, 200)).toMatchObject({ kind: 'unavailable' });
    expect(documentBytes({ a: 1 }, 200)).toMatchObject({ kind: 'bad-payload' });
  });
});
