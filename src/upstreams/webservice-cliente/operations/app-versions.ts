import { z } from 'zod';
import { optionalText } from '../../core/fields.js';
import { bare } from '../webservice-cliente.errors.js';
import { erpOperation } from '../webservice-cliente.operation.js';

/** The versions of the salespeople's app, not of the customers'. */
export const readSalesAppVersions = erpOperation({
  id: 'sales-app.read-versions',
  title: 'Buscar versões do app de vendas',
  method: 'GET',
  path: '/ws/comercial/app_vendas/versao',
  auth: 'token',
  effect: 'read',
  request: {},
  format: 'json',
  envelope: bare,
  answer: z
    .object({ VERSAO_FINAL_APP_VENDAS: optionalText, VERSAO_FINAL_NOME_APP_VENDAS: optionalText })
    .transform((answer) => ({
      version: answer.VERSAO_FINAL_APP_VENDAS,
      versionName: answer.VERSAO_FINAL_NOME_APP_VENDAS,
    })),
});
