import { describe, expect, it } from '@jest/globals';
import { dataOf, pageOf, rowOf, vhsysRefusal } from './vhsys.errors.js';

const refused = (data: unknown) => ({ code: 403, status: 'error', data });

describe('vhsysRefusal', () => {
  it.each([
    ['Nenhuma ordem de serviço encontrada!', 'not-found'],
    ['Nenhuma parcela para a ordem de serviço encontrada!', 'not-found'],
    ['Nenhum status para a orde de serviço encontrada!', 'not-found'],
    ['Erro ao deletar o produto da ordem de serviço!', 'rejected'],
    ['Erro ao cadastrar a ordem de serviço!', 'rejected'],
    ['Access-Token inválido', 'our-credential'],
    [undefined, 'our-credential'],
  ])('403 saying %s is %s', (text, kind) => {
    expect(vhsysRefusal(refused(text), 403)).toMatchObject({ ok: false, kind });
  });

  it('takes a 403 without JSON for refused tokens', () => {
    expect(vhsysRefusal(undefined, 403)).toMatchObject({ kind: 'our-credential' });
  });

  it('leaves other statuses to what HTTP says, unless a documented text comes with them', () => {
    expect(vhsysRefusal(undefined, 500)).toBeUndefined();
    expect(vhsysRefusal({ code: 429, status: 'error', data: 'Limite excedido' }, 429)).toBeUndefined();
    expect(vhsysRefusal({ data: 'Nenhum produto para a ordem de serviço encontrada!' }, 404)).toMatchObject({
      kind: 'not-found',
    });
  });

  it('never passes the text on', () => {
    expect(JSON.stringify(vhsysRefusal(refused('Erro ao alterar MARIA'), 403))).not.toContain('MARIA');
  });
});

describe('the envelopes', () => {
  const success = (data: unknown) => ({ code: 200, status: 'success', data });

  it('give the data of a success', () => {
    expect(dataOf(success([1, 2]), 200)).toEqual({ ok: true, value: [1, 2] });
    expect(rowOf(success([1]), 200)).toEqual({ ok: true, value: 1 });
    expect(pageOf({ ...success([1]), paging: { total: 9 } }, 200)).toEqual({
      ok: true,
      value: { paging: { total: 9 }, data: [1] },
    });
  });

  it('read a refusal that comes with status 200', () => {
    expect(rowOf(refused('Nenhuma ordem de serviço encontrada!'), 200)).toMatchObject({ kind: 'not-found' });
    expect(dataOf(refused('Erro ao cadastrar o status para a ordem de serviço!'), 200)).toMatchObject({
      kind: 'rejected',
    });
    expect(dataOf(refused('Acesso negado'), 200)).toMatchObject({ kind: 'our-credential' });
    expect(pageOf({ code: 422, status: 'error', data: 'x' }, 200)).toMatchObject({ kind: 'rejected' });
  });

  it('refuse what is no envelope, and find nothing in an empty list', () => {
    for (const payload of [undefined, null, [], 'OK', { status: 'success' }, { data: [] }]) {
      expect(dataOf(payload, 200)).toMatchObject({ kind: 'bad-payload' });
    }
    expect(rowOf(success([]), 200)).toMatchObject({ kind: 'not-found' });
  });
});
