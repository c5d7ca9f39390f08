# Лента клиента и таблица витков.

timeline-all = { $count ->
    [one] всё, { $count } событие
    [few] всё, { $count } события
   *[many] всё, { $count } событий
}
timeline-some = показано { $shown } из { $count }
timeline-none-found = Таких событий нет.
timeline-kind-touch = касания
timeline-kind-stage = этапы
timeline-kind-recommendation = рекомендации
timeline-kind-problem = проблемы
timeline-kind-deck = презентации
timeline-kind-agreement = договорённости
timeline-kind-import = отчёты
timeline-kind-brief = бриф
timeline-stage = Этап: { $stage }
timeline-cycle = Виток { $cycle } начат: { $stage }
timeline-untitled = без названия
timeline-advice-written = Записана рекомендация «{ $title }»
timeline-advice = Рекомендация «{ $title }»: { $life }
timeline-problem-found = Нашли проблему: { $title }
timeline-problem-told = Клиент сообщил о проблеме: { $title }
timeline-problem-open = Снова открыта проблема «{ $title }»
timeline-problem-waiting = Проблема «{ $title }»: ждём ответа
timeline-problem-solved = Проблема «{ $title }» решена
timeline-problem-verified = Проблема «{ $title }»: решение проверено
timeline-deck = { $count ->
    [one] Отправлена презентация «{ $title }», { $count } рекомендация
    [few] Отправлена презентация «{ $title }», { $count } рекомендации
   *[many] Отправлена презентация «{ $title }», { $count } рекомендаций
}
timeline-promised-ours = Мы обещали: { $what }
timeline-promised-client = Клиент обещал: { $what }
timeline-kept = Сдержано: { $what }
timeline-broken = Нарушено: { $what }
timeline-withdrawn = Снято: { $what }
timeline-applied = Начат чек-лист «{ $title }»
timeline-put-away = Убран чек-лист «{ $title }»
timeline-step = Сделано: { $text } ({ $title })
timeline-import = { $count ->
    [one] Загружен отчёт { $file }: { $from } – { $to }, { $count } кампания
    [few] Загружен отчёт { $file }: { $from } – { $to }, { $count } кампании
   *[many] Загружен отчёт { $file }: { $from } – { $to }, { $count } кампаний
}
timeline-brief-edited = Бриф изменён
timeline-brief-asked = Анкета отправлена клиенту

# Витки
cycles-title = Витки: что дал каждый
cycles-number = виток { $number }
cycles-days = дней
cycles-problems = решено
cycles-advice = рекомендации
cycles-spend = расход
cycles-worked = сработало { $worked } из { $checked }
cycles-explain = Виток { $number }: { $days } дн.
cycles-explain-how = Проблемы: решено за виток { $solved }, найдено { $found }. Рекомендации: записано { $written }, показано { $sent }, принято { $accepted }, отклонено { $declined }, внедрено { $implemented }, проверено { $checked }. Расход в месяц: { $before } в среднем за три полных месяца до начала витка, { $after } за последние три полных месяца витка.
cycles-no-data = нет данных
