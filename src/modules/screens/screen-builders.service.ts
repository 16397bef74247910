import { Inject, Injectable } from '@nestjs/common';
import { type LinksConfig, linksConfig } from '../../common/links/links.config.js';
import type { AppCaller } from '../audience/app-caller.js';
import { AppKnowledge } from './app-knowledge.js';
import { ScreenBuilder } from './screen-builder.js';

@Injectable()
export class ScreenBuilders {
  constructor(@Inject(linksConfig.token) private readonly links: LinksConfig) {}

  /** A builder of one screen for the app that asks. */
  for(screenId: string, app: AppCaller): ScreenBuilder {
    return new ScreenBuilder(screenId, new AppKnowledge(app), this.links);
  }
}
