# Рекламный профиль клиента.
form-ads-title = Рекламный профиль
form-ads-linked = Аналитика подключена
form-ads-analytics = Системы аналитики
form-ads-analytics-hint = Метрика 12345678; Google Analytics
form-ads-goals = Цели настроены
form-ads-calls = Коллтрекинг
form-ads-accounts = Рекламные кабинеты
form-ads-accounts-hint = директ:логин; google:123-456-7890
form-ads-accounts-wrong = «{ $text }»: нужна система и логин, например директ:логин
known-unknown = не знаю
known-yes = да
known-no = нет
