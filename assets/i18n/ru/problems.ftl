# Проблемы клиента и письма о них.

severity-critical = критично
severity-normal = обычная
severity-critical-letter = К
found-by-us = нашли мы
found-by-client = сказал клиент
solver-platform = площадка
solver-webmaster = веб-мастер
solver-client = клиент
solver-us = мы сами
solver-specialist = специалист
solver-platform-from = от площадки
solver-webmaster-from = от веб-мастера
solver-client-from = от клиента
solver-us-from = от нас
solver-specialist-from = от специалиста
problem-life-open = открыта
problem-life-waiting = ждём ответа
problem-life-solved = решена
problem-life-verified = проверена
problem-step-open = открыта снова
problem-step-waiting = ждёт ответа
problem-step-solved = решена
problem-step-verified = проверена, всё в порядке

# Форма
form-problem-new = Новая проблема
form-problem-edit = Проблема
form-problem-title = Суть, одной строкой
form-problem-severity = Срочность
form-problem-solver = За кем решение
form-problem-found-by = Откуда узнали
form-problem-sensitive = Деликатно: клиенту пока не говорим
form-problem-details = Подробности
form-problem-waiting = Чего ждём
form-problem-until = До какого дня
form-problem-note = Что сделано
form-problem-why-again = напишите, почему открываем снова

# Страница
column-problem = проблема
column-solver = за кем
column-state = состояние
column-age = возраст
column-found-by = откуда
problem-sensitive = деликатно
problem-sensitive-long = деликатно: клиенту пока не говорим
problem-until = ждём до { $date }
problem-overdue = просрочено на { $days } дн
problem-overdue-long = { $days ->
    [one] ответ просрочен на { $days } день
    [few] ответ просрочен на { $days } дня
   *[many] ответ просрочен на { $days } дней
}
problem-check = решена, проверить
problem-solver = За кем
problem-found = Нашли
problem-waiting = Ждём
problem-rule = Правило
problem-details = Подробности
problem-steps = Ход
problem-critical-count = { $count } крит.
problems-closed-shown = с закрытыми
problems-empty-hint = Проблем не записано. { $key } — записать первую.
problems-all-closed = Открытых проблем нет. { $key } — показать закрытые: { $count }.
problems-not-found = Ничего не нашлось. { $key } — показать все.
problems-filter = найти
problem-none = Сначала выберите проблему.
ask-archive-problem = Убрать проблему «{ $name }»?
problem-briefing = Открытые проблемы
problem-not-to-say = не говорить

# Повестка и доска
reason-critical = { $count ->
    [1] критично: { $title }
    [one] { $count } критичная проблема, первая: { $title }
    [few] { $count } критичные проблемы, первая: { $title }
   *[many] { $count } критичных проблем, первая: { $title }
}
reason-answer = { $days ->
    [0] сегодня ждём { $from }: { $what }
    [one] ждём { $from } { $days } день сверх срока: { $what }
    [few] ждём { $from } { $days } дня сверх срока: { $what }
   *[many] ждём { $from } { $days } дней сверх срока: { $what }
}
value-solve-problem = решить срочное: { $title }
value-ask-answer = получить ответ: { $what }
missing-critical = { $count ->
    [one] { $count } критичная проблема открыта
    [few] { $count } критичные проблемы открыты
   *[many] { $count } критичных проблем открыто
}
rule-no-problem = Такой проблемы нет.
rule-waiting-unclear = Чтобы ждать, нужно записать, чего ждём и до какого дня.

# Письма
letters-title = Письма
letters-none = Писем нет: файл писем пуст или не прочитан.
letter-to-platform = площадке
letter-to-webmaster = веб-мастеру
letter-to-client = клиенту
letter-to-us = себе
letter-to-specialist = специалисту
letter-fill = Заполните: { $what }
letter-not-for-client = Проблема отмечена как деликатная: письмо не для клиента.
letter-filled = Все места заполнены.
letter-after = Отправили? { $key } на странице проблем переведёт её в ожидание.
letter-leave = Правки не скопированы и не записаны. Esc ещё раз — закрыть без них.
letter-sensitive = «{ $title }» отмечена как деликатная и клиенту пока не уходит. { $key } на странице проблем снимет отметку.
letter-sensitive-text = В тексте есть деликатная проблема «{ $title }», клиенту её пока не показываем. { $key } на странице проблем снимет отметку.
letter-broken = Письмо «{ $letter }» не заполнить: { $detail }
letter-file = { $title } { $client }

# Места в письмах; эти слова стоят в скобках, когда подставить нечего
place-client = название компании
place-problem = суть проблемы
place-details = подробности: что видно, с какого дня, ссылки
place-platform = площадка
place-date = дата
place-deadline = к какому дню нужен ответ
place-found = дата, когда заметили
place-asked = дата первого письма
place-days = сколько дней прошло
place-contact = имя адресата
place-owner = ваше имя
place-account = номер рекламного кабинета
place-counter = номер счётчика
place-site = адрес сайта
place-link = ссылка
place-goal = цель и действие на сайте
place-measure = задача и показатель из брифа
place-constraints = ограничения клиента
place-waiting = чего ждём
place-arguments = доводы с цифрами
place-alternative = что предлагаем взамен
place-request = что просили сделать
place-access = какой доступ нужен и с какими правами
place-documents = какие документы нужны

# Командная строка
cli-problem-added = Проблема записана: { $title }
cli-no-letter = Письма «{ $text }» нет. Есть: { $known }
cli-no-problem = У клиента нет открытой проблемы «{ $text }».
cli-many-problems = Подходит несколько проблем «{ $text }»:
cli-letter-written = Письмо записано: { $path }
cli-card-problems = Проблемы
cli-letter-sensitive = «{ $title }» отмечена как деликатная и клиенту пока не уходит. Снимите отметку на странице проблем карточки.

# Буфер обмена
copied-by = Скопировано, буфер обмена через { $program }.
clipboard-off = Буфер обмена выключен в настройках: [clipboard] method. Текст можно записать в файл.
clipboard-failed = В буфер обмена не попало: { $reason }. Проверьте [clipboard] method в настройках.
clipboard-no-program = Нет программы для буфера обмена: подойдёт wl-copy, xclip, pbcopy или clip.exe.
