// NestJS as its documentation builds such a route: Express, HttpService of @nestjs/axios, passport-jwt with a text as
// the secret.
import { HttpModule, HttpService } from '@nestjs/axios';
import { Controller, Get, Injectable, Module, UseGuards } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AuthGuard, PassportModule, PassportStrategy } from '@nestjs/passport';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { firstValueFrom } from 'rxjs';

const [port, upstream = '', path = '', authorization = '', token = '', secret = ''] = process.argv.slice(2);

@Injectable()
class JwtStrategy extends PassportStrategy(Strategy) {
  constructor() {
    super({ jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(), secretOrKey: secret });
  }

  validate(claims: { readonly sub: string }): { readonly id: string } {
    return { id: claims.sub };
  }
}

@Controller()
class ReadController {
  constructor(private readonly http: HttpService) {}

  @Get('ready')
  ready(): object {
    return { status: 'ok' };
  }

  @Get('read')
  @UseGuards(AuthGuard('jwt'))
  async read(): Promise<unknown> {
    const answer = await firstValueFrom(
      this.http.get<unknown>(`${upstream}${path}`, { headers: { authorization, token } }),
    );
    return answer.data;
  }
}

@Module({ imports: [HttpModule, PassportModule], controllers: [ReadController], providers: [JwtStrategy] })
class StockModule {}

const app = await NestFactory.create(StockModule, { logger: ['fatal', 'error'] });
await app.listen(Number(port), '127.0.0.1');
