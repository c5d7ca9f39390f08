# Проверка кампаний по правилам.

audit-platform-yandex-direct = Яндекс Директ
audit-platform-google-ads = Google Ads
audit-platform-meta-ads = Meta Ads
audit-platform-vk-ads = VK Реклама
audit-platform-other = другая площадка

audit-times = ×{ $number }
audit-unknown = нет данных
audit-yes = да
audit-no = нет

audit-hygiene = Исправить
audit-growth = Точки роста
audit-count-hits = { $count ->
    [one] { $count } случай
    [few] { $count } случая
   *[other] { $count } случаев
}
audit-and-more = { $count ->
    [one] и ещё { $count }
   *[other] и ещё { $count }
}
audit-title-many = { $count ->
    [one] { $title }: { $count } кампания
    [few] { $title }: { $count } кампании
   *[other] { $title }: { $count } кампаний
}
audit-critical = критично
audit-taken-problem = уже в проблемах
audit-taken-recommendation = уже в рекомендациях
audit-dismissed = отложено { $date }: { $reason }
audit-returned = вернулось: было { $before }, стало { $now } (отложено { $date }: { $reason })

audit-nothing = Замечаний нет.
audit-no-campaigns = Кампании не загружены, проверено только то, что известно о клиенте.
audit-data-until = данные по { $date }
audit-data-stale = данные по { $date }, устарели
audit-clients-clean = { $count ->
    [one] Без замечаний: { $count } клиент.
    [few] Без замечаний: { $count } клиента.
   *[other] Без замечаний: { $count } клиентов.
}
audit-counts = Сколько раз сработало каждое правило
audit-dismissed-hidden = { $count ->
    [one] Отложено раньше: { $count }. Показать: --dismissed.
   *[other] Отложено раньше: { $count }. Показать: --dismissed.
}
audit-rules-fine = { $count ->
    [one] Ошибок нет, действует { $count } правило.
    [few] Ошибок нет, действуют { $count } правила.
   *[other] Ошибок нет, действует { $count } правил.
}
audit-rules-wrong = { $count ->
    [one] В файлах правил { $count } ошибка. Правило с ошибкой не действует, остальные работают.
    [few] В файлах правил { $count } ошибки. Правила с ошибками не действуют, остальные работают.
   *[other] В файлах правил { $count } ошибок. Правила с ошибками не действуют, остальные работают.
}
audit-whom = Назовите клиента или укажите --all.

rule-problem = { $place }: правило «{ $entry }» выключено: { $fault }
rule-fault-syntax = выражение «{ $text }» не читается ({ $detail })
rule-fault-variable = нет такой переменной: { $name }. Список: planerka audit --variables
rule-fault-variable-near = нет такой переменной: { $name }. Может быть, { $near }?
rule-fault-scope = переменная { $name } не определена для области { $scope }
rule-fault-text = в поле { $field } нет текста на одном из языков
rule-fault-place = в поле { $field } скобка без пары или пустое место для значения
rule-fault-id = id состоит из латинских букв, цифр и дефисов
rule-fault-term = «{ $name }» не подходит, возможно: { $known }
rule-fault-twice = правило с таким id уже есть в этих файлах
rule-fault-off = off бывает только true, иначе уберите его
rule-fault-unreadable = файл не читается ({ $detail })
rule-fault-format = { $detail }
