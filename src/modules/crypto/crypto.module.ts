import { Module } from '@nestjs/common';
import { EncryptionService } from './encryption.service.js';
import { OperatorCryptoController } from './operator-crypto.controller.js';

@Module({ controllers: [OperatorCryptoController], providers: [EncryptionService] })
export class CryptoModule {}
