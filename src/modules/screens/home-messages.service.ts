import { Injectable } from '@nestjs/common';
import { MessagesService } from '../messages/messages.service.js';
import { HomeSection, type HomeVisit } from './home-visit.js';
import { read } from './screen-actions.js';
import type { SectionContent } from './screen-builder.js';

/** How many messages of the inbox were not read. */
@Injectable()
export class HomeMessages extends HomeSection<'UNREAD_MESSAGES'> {
  readonly id = 'messages';
  readonly type = 'UNREAD_MESSAGES';
  readonly title = 'Mensagens';

  constructor(private readonly messages: MessagesService) {
    super();
  }

  async read({ customerId }: HomeVisit): Promise<SectionContent<'UNREAD_MESSAGES'>> {
    const unread = await this.messages.unreadCount(customerId);
    return {
      state: unread === 0 ? 'empty' : 'ok',
      data: { unread_count: unread },
      actions: [read('MESSAGES', 'Ver mensagens', '/app/v1/messages')],
      ...(unread === 0
        ? {}
        : {
            text: { title: this.title, text: unread === 1 ? '1 mensagem não lida' : `${unread} mensagens não lidas` },
          }),
    };
  }
}
